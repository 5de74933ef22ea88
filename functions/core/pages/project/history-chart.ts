import { BADGE_STATES, type BadgeState } from '../../badge/badge-state.ts';
import { durationText } from '../../badge/duration-text.ts';
import { html, type Html } from '../frame/html.ts';
import { isUnfinished, type ShownBuild } from '../shown/shown-build.ts';
import type { Statistics } from '../shown/statistics.ts';

/** In units of the drawing, which is as wide as the page. */
const SLOT = 8;
const BAR = 6;
const HEIGHT = 84;
/** Below the bars, for the marks of builds that did not pass. */
const MARK = 8;
const LEAST_HEIGHT = 3;
/** Keeps the bars of a few builds from becoming blocks. */
const LEAST_SLOTS = 40;

/**
 * Run times and states as bars, the newest on the right. A build that did not pass also has a mark below its bar, so
 * that colour is not the only difference.
 * @param history newest first
 */
export function historyChart(history: readonly ShownBuild[], { median }: Statistics): Html {
  const slots = Math.max(history.length, LEAST_SLOTS);
  const longest = Math.max(1, ...history.map(({ ranFor = 0 }) => ranFor));
  const heightOf = (time: number): number => Math.max(LEAST_HEIGHT, Math.round((HEIGHT * time) / longest));
  // One path per state, since an element per bar would be a third of the page.
  const paths = new Map<BadgeState, string>();
  for (const [index, { state, ranFor = 0 }] of history.entries()) {
    const x = (slots - 1 - index) * SLOT;
    const hasMark = state !== 'passing' && !isUnfinished(state);
    const drawn = bar(x, HEIGHT, heightOf(ranFor)) + (hasMark ? bar(x, HEIGHT + MARK, MARK - 2) : '');
    paths.set(state, (paths.get(state) ?? '') + drawn);
  }
  const middle = median && HEIGHT - heightOf(median.ranFor);
  const builds = history.length === 1 ? 'one build' : `${history.length} builds`;
  return html`<figure>
    <svg
      viewBox="0 0 ${slots * SLOT} ${HEIGHT + MARK}"
      preserveAspectRatio="none"
      role="img"
      aria-label="Run times of ${builds}. ${summary(history)}"
    >
      ${[...paths].map(([state, path]) => html`<path class="${state}" d="${path}" />`)}${middle !== undefined && html`<path class="median" d="M0 ${middle}H${slots * SLOT}" />`}
    </svg>
    <figcaption>
      Run times of ${builds}, the newest on the right.
      ${summary(history)}${median && ' The dashed line is the median.'}${[...paths.keys()].some((state) => state !== 'passing' && !isUnfinished(state)) && ' A build that did not pass has a mark below its bar.'}
    </figcaption>
  </figure>`;
}

/** The bottom of the bar is at `y`. */
const bar = (x: number, y: number, height: number): string => `M${x} ${y}v${-height}h${BAR}v${height}z`;

/** The content of the chart in words: "80 passing, 3 failing. The longest took 5m 2s." */
function summary(history: readonly ShownBuild[]): string {
  const counts = new Map<BadgeState, number>();
  for (const { state } of history) counts.set(state, (counts.get(state) ?? 0) + 1);
  const outcomes = [...counts].toSorted(([, one], [, other]) => other - one);
  const times = history.flatMap(({ ranFor }) => ranFor ?? []);
  const longest = times.length > 0 && ` The longest took ${durationText(Math.max(...times))}.`;
  return `${outcomes.map(([state, count]) => `${count} ${BADGE_STATES[state].message}`).join(', ')}.${longest || ''}`;
}
