import type { Grant } from '../api-access.ts';

/** Who calls the API, and what they are allowed to do. */
export interface Caller {
  /** Stable: `token:{id}`, which rotation does not change, or `oidc:{issuer}:{subject}`. */
  readonly id: string;
  /** For the audit line. Not a secret. */
  readonly name: string;
  readonly grant: Grant;
  /**
   * Present for an OpenID Connect token that can start only one build: its id, and when it expires in milliseconds
   * since 1970.
   */
  readonly singleUse?: { readonly id: string; readonly until: number };
}
