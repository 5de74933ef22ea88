import type { Template } from '../../../../infra/cloudformation/template.ts';

export const ACCOUNT = '123456789012';
export const REGION = 'eu-west-1';

export interface Stack {
  status: string;
  template: Template;
  /** Newest first, as CloudFormation returns them. */
  events: StackEvent[];
  /** How often the stack was changed. */
  changes: number;
}

interface StackEvent {
  readonly id: number;
  readonly resource: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  /** The ClientRequestToken of the call that caused it. */
  readonly token?: string;
}

export interface ChangeSet {
  readonly template: Template;
  readonly imports: readonly string[];
  /** The reason why it cannot be executed. */
  readonly problem?: string;
}

/** The contents of the recorded account, except for its Parameter Store. */
export interface Account {
  readonly stacks: Map<string, Stack>;
  /** Stacks that could not be created, by name. */
  readonly deletedStacks: Map<string, Stack>;
  /** By the name of the stack that they would change, then by their own name. */
  readonly changeSets: Map<string, Map<string, ChangeSet>>;
  /** S3 objects by bucket and key. */
  readonly objects: Map<string, Buffer>;
  /** DynamoDB tables, by their names. */
  /** Each with the names of its indexes. */
  readonly tables: Map<string, readonly string[]>;
  /** ECR repositories, with their tags. */
  readonly repositories: Map<string, Readonly<Record<string, string>>>;
  /** CodeBuild projects, with their tags. */
  readonly projects: Map<string, Readonly<Record<string, string>>>;
  /** Of Lambda, unreserved. */
  concurrency: number;
  /** The logical id of a resource that cannot be created or imported. */
  failing?: string;
  /** The reason why no import's change set can be executed. */
  importProblem?: string;
}

export const newAccount = (): Account => ({
  stacks: new Map(),
  deletedStacks: new Map(),
  changeSets: new Map(),
  objects: new Map(),
  tables: new Map(),
  repositories: new Map(),
  projects: new Map(),
  concurrency: 1000,
});
