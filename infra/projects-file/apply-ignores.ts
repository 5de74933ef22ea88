import { suggestName } from '../findings/suggest-name.ts';
import { BUILD_FINDINGS } from '../findings/build-findings.ts';
import { BUILDSPEC_FINDINGS } from '../findings/buildspec-findings.ts';
import { FINDINGS, type FindingId } from '../findings/catalogue.ts';
import type { FindingKind } from '../findings/finding-kind.ts';
import type { Finding, IgnoredFinding } from '../findings/finding.ts';
import { knowable, knowableItems } from './knowable.ts';
import type { IgnoreInput } from './schema/projects-file-schema.ts';

export interface Ignoring {
  /** The findings of one project. */
  readonly findings: readonly Finding[];
  /** Invalid entries in it are reported elsewhere. */
  readonly ignore: IgnoreInput;
  /** Whether the project's buildspec was read. If not, the buildspec may contain a finding that the project ignores. */
  readonly isBuildspecRead: boolean;
  /** Whether the whole project is valid. If not, there may be more findings after the problem is corrected. */
  readonly isWhole: () => boolean;
}

export interface Applied {
  readonly kept: readonly Finding[];
  readonly ignored: readonly IgnoredFinding[];
}

/**
 * Removes the findings that a project ignores.
 *
 * @param say receives what is wrong with an entry, with its index
 */
export function applyIgnores(
  { findings, ignore, isBuildspecRead, isWhole }: Ignoring,
  say: (id: FindingId, index: number, message: string) => void,
): Applied {
  const used = new Set<number>();
  const kept: Finding[] = [];
  const ignored: IgnoredFinding[] = [];
  const entries = knowableItems(ignore).flatMap(
    ([index, entry]) => knowable(() => ({ index, id: entry.id, because: entry.because })) ?? [],
  );
  for (const finding of findings) {
    const entry = entries.find(({ id }) => id === finding.id);
    if (!entry || !mayBeIgnored(finding)) kept.push(finding);
    else {
      ignored.push({ ...finding, because: entry.because });
      used.add(entry.index);
    }
  }
  for (const { index, id } of entries) {
    const kind = isFindingId(id) ? FINDINGS[id] : undefined;
    if (!kind) say('ignore-unknown-id', index, unknown(id));
    else if (used.has(index)) continue;
    else if (kind.mustStay)
      say('ignore-not-allowed', index, `the finding "${id}" cannot be ignored: ${WHY[kind.mustStay]}`);
    else if ((isBuildspecRead || !(id in OF_BUILDSPEC)) && isWhole()) {
      say('ignore-matches-nothing', index, `this project does not have the finding "${id}": remove the id from ignore`);
    }
  }
  return { kept, ignored };
}

/** A finding that makes a project unusable is only a warning if the project is not created. */
function mayBeIgnored({ id, severity }: Finding): boolean {
  const { mustStay, severity: usual } = FINDINGS[id];
  return mustStay === undefined || (mustStay === 'unusable' && severity !== usual);
}

const OF_BUILDSPEC = { ...BUILDSPEC_FINDINGS, ...BUILD_FINDINGS };

const isFindingId = (id: string): id is FindingId => Object.hasOwn(FINDINGS, id);

const unknown = (id: string): string =>
  `there is no finding with the id "${id}": ${suggestName(id, Object.keys(FINDINGS), 'see the ids in docs/checks.md')}`;

const WHY: Readonly<Record<NonNullable<FindingKind['mustStay']>, string>> = {
  unusable: 'correct the project, since Pushlight or AWS cannot use it as it is',
  protects: 'fix the problem, since the finding protects your builds and secrets',
  general: 'remove the id from ignore, since the finding is not about a single project',
};
