import { BADGE_STATES, type BadgeState } from '../../badge/badge-state.ts';
import { html, type Html } from './html.ts';

/** A state in words, on its badge's colour. */
export const stateHtml = (state: BadgeState): Html => html`<b class="${state}">${BADGE_STATES[state].message}</b>`;
