/** What a caller can do with a project's builds. */
export const ACTIONS = ['start', 'read', 'stop', 'retry'] as const;
export type Action = (typeof ACTIONS)[number];

/** What a caller is allowed to do. Anything not listed is denied. */
export interface Grant {
  /** Names, or globs such as `api-*`. */
  readonly projects: readonly string[];
  readonly actions: readonly Action[];
  /** Globs of branches, such as `main` and `release/*`, or of full refs, such as `refs/tags/v*`. */
  readonly refs: readonly string[];
  /** The exact names of the environment variables that a start can set. */
  readonly variables: readonly string[];
}

/** An issuer whose OpenID Connect tokens can be accepted. */
export interface Issuer {
  readonly name: string;
  /** Exactly as in the `iss` claim of its tokens. */
  readonly url: string;
  /** Reserved for this service, so that tokens made for others are not accepted. */
  readonly audience: string;
  /** By default, each token can start one build, and a token without a `jti` is refused. */
  readonly singleUse?: false;
}

/** What an issuer's token allows if each of its claims has exactly the value listed here. */
export interface AccessRule {
  readonly issuer: string;
  readonly claims: Readonly<Record<string, string>>;
  readonly grant: Grant;
}

export interface ApiAccess {
  readonly issuers: readonly Issuer[];
  readonly rules: readonly AccessRule[];
}
