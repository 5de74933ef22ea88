/** An error as RFC 9457 has it. */
export interface Problem {
  /** A stable name of this kind of problem, as a URI reference; absent where status and title say it all. */
  readonly type?: string;
  readonly status: number;
  readonly title: string;
  /** What would be right, and nothing that a stranger may not know. */
  readonly detail: string;
}
