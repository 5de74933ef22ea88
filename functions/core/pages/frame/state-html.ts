import { BADGE_STATES, type BadgeState } from '../../badge/badge-state.ts';
import { html, type Html } from './html.ts';

/** The name of a state, on the colour of its badge. */
export const stateHtml = (state: BadgeState): Html => html`<b class="${state}">${BADGE_STATES[state].message}</b>`;
