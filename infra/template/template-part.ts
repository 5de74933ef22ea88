import type { StackSettings } from '../projects-file/schema/stack-schema.ts';
import type { ServerlessFunction } from '../serverless-file/read-serverless-file.ts';
import type { Resource } from '../cloudformation/template.ts';

/** The input of a part of the stack. */
export interface StackContext {
  /** Also the prefix of each resource's name: "pushlight-prod". */
  readonly stackName: string;
  readonly region: string;
  readonly functions: readonly ServerlessFunction[];
  readonly settings: StackSettings;
}

/** What is added to a resource that osls generates from serverless.yml. */
interface Extension {
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
  readonly Metadata?: Readonly<Record<string, unknown>>;
}

/** A section of `resources` in serverless.yml, by logical ids. */
export interface StackPart {
  readonly Resources?: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Description: string; readonly Value: unknown }>>;
  readonly extensions?: Readonly<Record<string, Extension>>;
}

/** Joins all parts to one section. Two parts can extend the same resource, each with other keys. */
export function joinParts(parts: readonly StackPart[]): Required<StackPart> {
  const extended = new Map<string, Extension>();
  for (const [logicalId, extension] of parts.flatMap(({ extensions }) => Object.entries(extensions ?? {}))) {
    extended.set(logicalId, { ...extended.get(logicalId), ...extension });
  }
  return {
    Resources: Object.fromEntries(parts.flatMap(({ Resources }) => Object.entries(Resources ?? {}))),
    Outputs: Object.fromEntries(parts.flatMap(({ Outputs }) => Object.entries(Outputs ?? {}))),
    extensions: Object.fromEntries(extended),
  };
}
