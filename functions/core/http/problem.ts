/** A problem as RFC 9457 defines it. */
export interface Problem {
  /** A stable name of this kind of problem, as a URI reference; absent where status and title are enough. */
  readonly type?: string;
  readonly status: number;
  readonly title: string;
  /** How to fix it; nothing that a stranger is not allowed to know. */
  readonly detail: string;
}
