import type { Resource, Template } from '../cloudformation/template.ts';

/** The types of what outlives its stack, each with the property that names it. */
const NAMING_PROPERTIES = { 'AWS::DynamoDB::Table': 'TableName', 'AWS::ECR::Repository': 'RepositoryName' } as const;
export type KeptType = keyof typeof NAMING_PROPERTIES;

export interface KeptResource {
  /** Its logical id. */
  readonly id: string;
  readonly type: KeptType;
  readonly name: string;
}

export interface ResourceImport {
  /** What the stack has, and the kept resources. */
  readonly template: Pick<Template, 'Resources'>;
  /** As CreateChangeSet takes it, with the type IMPORT. */
  readonly resourcesToImport: readonly {
    readonly ResourceType: string;
    readonly LogicalResourceId: string;
    readonly ResourceIdentifier: Readonly<Record<string, string>>;
  }[];
}

/** What of a template outlives its stack. */
export const keptResources = ({ Resources = {} }: Partial<Pick<Template, 'Resources'>>): readonly KeptResource[] =>
  Object.entries(Resources).flatMap(([id, { Type, Properties }]) =>
    isKept(Type) ? [{ id, type: Type, name: String(Properties[NAMING_PROPERTIES[Type]]) }] : [],
  );

const isKept = (type: string): type is KeptType => Object.hasOwn(NAMING_PROPERTIES, type);

/**
 * Removing a stack keeps these resources; a stack that would make them again can't be deployed, so it takes them up
 * first.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources.html
 *
 * @param kept those of the template that are there, and not in the stack
 * @param current the template of the stack as it is; of one that is not there, no resources
 */
export const importKept = (
  kept: readonly KeptResource[],
  { Resources }: Pick<Template, 'Resources'>,
  current: Pick<Template, 'Resources'>,
): ResourceImport => ({
  template: {
    ...current,
    Resources: {
      ...current.Resources,
      ...Object.fromEntries(kept.map(({ id }): [string, Resource] => [id, Resources[id]!])),
    },
  },
  resourcesToImport: kept.map(({ id, type, name }) => ({
    ResourceType: type,
    LogicalResourceId: id,
    ResourceIdentifier: { [NAMING_PROPERTIES[type]]: name },
  })),
});
