import type { Template } from '../../../../infra/cloudformation/template.ts';

export const ACCOUNT = '123456789012';
export const REGION = 'eu-west-1';

export interface Stack {
  status: string;
  template: Template;
  /** Newest first, as CloudFormation tells them. */
  events: StackEvent[];
  /** How often it was changed. */
  changes: number;
}

interface StackEvent {
  readonly id: number;
  readonly resource: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  /** The ClientRequestToken of the call that it comes of. */
  readonly token?: string;
}

export interface ChangeSet {
  readonly template: Template;
  readonly imports: readonly string[];
  /** Why it can't be executed. */
  readonly problem?: string;
}

/** What the recorded account holds, besides its Parameter Store. */
export interface Account {
  readonly stacks: Map<string, Stack>;
  /** Stacks that could not be made, by their names. */
  readonly deletedStacks: Map<string, Stack>;
  /** By the name of the stack that they would change, then by their own. */
  readonly changeSets: Map<string, Map<string, ChangeSet>>;
  /** S3 objects by bucket and key. */
  readonly objects: Map<string, Buffer>;
  /** DynamoDB tables, by their names. */
  readonly tables: Set<string>;
  /** ECR repositories, with their tags. */
  readonly repositories: Map<string, Readonly<Record<string, string>>>;
  /** CodeBuild projects, with their tags. */
  readonly projects: Map<string, Readonly<Record<string, string>>>;
  /** Of Lambda, unreserved. */
  concurrency: number;
  /** The logical id of a resource that can't be made or imported. */
  failing?: string;
  /** Why no change set of an import can be executed. */
  importProblem?: string;
}

export const newAccount = (): Account => ({
  stacks: new Map(),
  deletedStacks: new Map(),
  changeSets: new Map(),
  objects: new Map(),
  tables: new Set(),
  repositories: new Map(),
  projects: new Map(),
  concurrency: 1000,
});
