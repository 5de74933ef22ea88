import { askedRef } from '../badge/asked-ref.ts';
import { BADGE_PARAMETERS, readBadgeQuery } from '../badge/badge-query.ts';
import { BADGE_STATES, type BadgeState } from '../badge/badge-state.ts';
import { refKind } from '../ref.ts';

/** Every parameter that the public routes read. The CDN's cache key consists of exactly these. */
export const PUBLIC_PARAMETERS: readonly string[] = [...Object.keys(BADGE_PARAMETERS), 'state'];

export interface PageQuery {
  /** A full ref, named as for a badge; undefined for all refs, and for a ref that cannot exist. */
  readonly ref?: string;
  readonly state?: BadgeState;
  /** Starts at 1; may also be a number without a page. */
  readonly page: number;
}

/** Parses the query of a page. A form sends an empty text for a field that is not filled in. */
export function readPageQuery(query: URLSearchParams): PageQuery {
  const asked = readBadgeQuery(query);
  const ref = askedRef(asked);
  const state = readState(query.get('state') ?? '');
  return { ...(ref !== undefined && refKind(ref) && { ref }), ...(state && { state }), page: asked.page ?? 1 };
}

/** Spelled as on a badge: "timed out". */
function readState(text: string): BadgeState | undefined {
  const [state] = Object.entries(BADGE_STATES).find(([, { message }]) => message === text) ?? [];
  return state as BadgeState | undefined;
}
