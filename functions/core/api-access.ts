/** What the API does to a build of a project. */
export const ACTIONS = ['start', 'read', 'stop', 'retry'] as const;
export type Action = (typeof ACTIONS)[number];

/** What a caller may: nothing that is not named here. */
export interface Grant {
  /** By name, or by globs: `api-*`. */
  readonly projects: readonly string[];
  readonly actions: readonly Action[];
  /** Globs of branches, `main` and `release/*`, or of whole refs, `refs/tags/v*`. */
  readonly refs: readonly string[];
  /** Exact names of environment variables that a start may set. */
  readonly variables: readonly string[];
}

/** Whose OpenID Connect tokens can be let in. */
export interface Issuer {
  readonly name: string;
  /** As its tokens have it in `iss`, to the letter. */
  readonly url: string;
  /** Ours alone, so that a token made for somebody else is none for us. */
  readonly audience: string;
  /** Absent: each token starts one build, and one without a `jti` is refused. */
  readonly singleUse?: false;
}

/** What the bearer of an issuer's token may, when each of these claims has just that value. */
export interface AccessRule {
  readonly issuer: string;
  readonly claims: Readonly<Record<string, string>>;
  readonly grant: Grant;
}

export interface ApiAccess {
  readonly issuers: readonly Issuer[];
  readonly rules: readonly AccessRule[];
}
