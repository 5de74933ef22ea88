import { BADGE_STATES, type BadgeState } from '../../badge/badge-state.ts';

/** A dot in the colour of a state, shown on the browser tab and beside the name. */
const light = (color: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="${color}"/><path fill="#fff" d="M6.5 4.5v7L12 8z"/></svg>`;

const OWN_COLOR = '#0a6fb8';

/** As a URL that loads nothing. */
export const favicon = (state?: BadgeState): string =>
  `data:image/svg+xml,${light(state === undefined ? OWN_COLOR : BADGE_STATES[state].color)
    .replaceAll('"', "'")
    .replace(/[#<>]/g, encodeURIComponent)}`;

export const logo: string = light(OWN_COLOR).replace('<svg ', '<svg aria-hidden="true" ');
