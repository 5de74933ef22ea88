import type { Grant } from '../api-access.ts';

/** Who calls the API, and what they may. */
export interface Caller {
  /** Stable: `token:{id}`, which a rotation does not change, or `oidc:{issuer}:{subject}`. */
  readonly id: string;
  /** For the audit line. No secret. */
  readonly name: string;
  readonly grant: Grant;
  /** Of an OpenID Connect token, which may start one build only: its own id, and until when it is valid in milliseconds since 1970. */
  readonly singleUse?: { readonly id: string; readonly until: number };
}
