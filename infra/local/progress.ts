import type { Finding } from '../findings/finding.ts';

/**
 * What happens in the local service. The terminal of `npm start` shows it, and `--json` prints it, one event per line.
 */
export type Progress =
  | { readonly type: 'push'; readonly repository: string; readonly ref: string; readonly commit: string }
  | {
      readonly type: 'delivery';
      readonly hook: string;
      readonly status: number;
      readonly milliseconds: number;
      readonly response: unknown;
    }
  | { readonly type: 'build'; readonly project: string; readonly buildId: string; readonly number: number }
  | {
      readonly type: 'phase';
      readonly project: string;
      readonly buildId: string;
      readonly number: number;
      readonly phase: string;
      readonly status: string;
      readonly seconds: number;
      /** Why it did not succeed, in CodeBuild's words. */
      readonly message?: string;
    }
  | {
      readonly type: 'ended';
      readonly project: string;
      readonly buildId: string;
      readonly number: number;
      readonly status: string;
      readonly seconds: number;
    }
  | { readonly type: 'badge'; readonly project: string; readonly url: string }
  /** What a Git host shows on a commit. */
  | {
      readonly type: 'status';
      readonly repository: string;
      readonly commit: string;
      readonly context: string;
      /** The host's own name of the state. */
      readonly state: string;
      readonly description: string;
    }
  /** In the projects file. */
  | ({ readonly type: 'finding' } & Finding)
  | { readonly type: 'problem'; readonly part: string; readonly message: string };

export type Report = (progress: Progress) => void;
