import type { StackSettings } from '../projects-file/stack-schema.ts';
import type { ServerlessFunction } from '../serverless-file.ts';

/** What a part of the stack is made of. */
export interface StackContext {
  /** Also the beginning of each resource's name: "pushlight-prod". */
  readonly stackName: string;
  readonly region: string;
  readonly functions: readonly ServerlessFunction[];
  readonly settings: StackSettings;
}

export interface CloudFormationResource {
  readonly Type: string;
  readonly DependsOn?: string | readonly string[];
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** What is added to a resource that osls makes of serverless.yml. */
export interface Extension {
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
}

/** A section of `resources` in serverless.yml, by logical ids. */
export interface StackPart {
  readonly Resources?: Readonly<Record<string, CloudFormationResource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Description: string; readonly Value: unknown }>>;
  readonly extensions?: Readonly<Record<string, Extension>>;
}

export const joinParts = (parts: readonly StackPart[]): Required<StackPart> => ({
  Resources: Object.assign({}, ...parts.map(({ Resources }) => Resources)) as Required<StackPart>['Resources'],
  Outputs: Object.assign({}, ...parts.map(({ Outputs }) => Outputs)) as Required<StackPart>['Outputs'],
  extensions: Object.assign({}, ...parts.map(({ extensions }) => extensions)) as Required<StackPart>['extensions'],
});
