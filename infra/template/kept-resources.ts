import type { Resource, Template } from '../cloudformation/template.ts';
import { withIndexes } from './with-indexes.ts';

/** The types of resources that outlive the stack, each with the property that names it. */
const NAMING_PROPERTIES = { 'AWS::DynamoDB::Table': 'TableName', 'AWS::ECR::Repository': 'RepositoryName' } as const;
export type KeptType = keyof typeof NAMING_PROPERTIES;

export interface KeptResource {
  /** Its logical id. */
  readonly id: string;
  readonly type: KeptType;
  readonly name: string;
}

/** What describes an existing resource as far as its definition may have changed since. */
export interface Existing {
  /** The names of a table's indexes. */
  readonly indexes?: readonly string[];
}

export interface ResourceImport {
  /** The stack's resources and the kept ones. */
  readonly template: Pick<Template, 'Resources'>;
  /** In the form of CreateChangeSet's type IMPORT. */
  readonly resourcesToImport: readonly {
    readonly ResourceType: string;
    readonly LogicalResourceId: string;
    readonly ResourceIdentifier: Readonly<Record<string, string>>;
  }[];
}

/** The resources of a template that outlive the stack. */
export const keptResources = ({ Resources = {} }: Partial<Pick<Template, 'Resources'>>): readonly KeptResource[] =>
  Object.entries(Resources).flatMap(([id, { Type, Properties }]) =>
    isKept(Type) ? [{ id, type: Type, name: String(Properties[NAMING_PROPERTIES[Type]]) }] : [],
  );

const isKept = (type: string): type is KeptType => Object.hasOwn(NAMING_PROPERTIES, type);

/**
 * Removing a stack keeps these resources. A stack that would create them again could not be deployed, so it imports
 * them first.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources.html
 *
 * CloudFormation believes the definition in the template, so an index that a table lacks is left out: the deployment that
 * follows the import adds it.
 *
 * @param kept resources of the template that exist, but not in the stack
 * @param current the stack's current template; no resources if it does not exist
 */
export const importKept = (
  kept: readonly (KeptResource & Existing)[],
  { Resources }: Pick<Template, 'Resources'>,
  current: Pick<Template, 'Resources'>,
): ResourceImport => ({
  template: {
    ...current,
    Resources: {
      ...current.Resources,
      ...Object.fromEntries(
        kept.map(({ id, indexes }): [string, Resource] => [
          id,
          indexes ? withIndexes(Resources[id]!, indexes) : Resources[id]!,
        ]),
      ),
    },
  },
  resourcesToImport: kept.map(({ id, type, name }) => ({
    ResourceType: type,
    LogicalResourceId: id,
    ResourceIdentifier: { [NAMING_PROPERTIES[type]]: name },
  })),
});
