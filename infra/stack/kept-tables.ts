import type { Resource, Template } from './compile-template.ts';

export interface TableImport {
  /** What the stack has, and the kept tables. */
  readonly template: { readonly Resources: Readonly<Record<string, Resource>> };
  /** As CreateChangeSet takes it, with the type IMPORT. */
  readonly resourcesToImport: readonly {
    readonly ResourceType: string;
    readonly LogicalResourceId: string;
    readonly ResourceIdentifier: Readonly<Record<string, string>>;
  }[];
}

const TABLE = 'AWS::DynamoDB::Table';

/** The names of a template's tables, by their logical ids. */
export const tableNames = ({ Resources }: Pick<Template, 'Resources'>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(Resources).flatMap(([id, { Type, Properties }]) =>
      Type === TABLE ? [[id, String(Properties['TableName'])] as const] : [],
    ),
  );

/**
 * Removing the stack keeps its tables; a stack that would make them again can't be deployed, so it takes them up first.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources.html
 *
 * @param existing names of tables that are there
 * @param current the template of the stack as it is; of one that is not there, no resources
 * @returns undefined where every table that is there is the stack's already
 */
export function importKeptTables(
  { Resources }: Pick<Template, 'Resources'>,
  existing: ReadonlySet<string>,
  current: Pick<Template, 'Resources'> = { Resources: {} },
): TableImport | undefined {
  const kept = [...tableNames({ Resources })].filter(
    ([id, name]) => existing.has(name) && current.Resources[id] === undefined,
  );
  if (kept.length === 0) return undefined;
  const tables = Object.fromEntries(kept.map(([id]) => [id, Resources[id]!]));
  return {
    template: { ...current, Resources: { ...current.Resources, ...tables } },
    resourcesToImport: kept.map(([id, TableName]) => ({
      ResourceType: TABLE,
      LogicalResourceId: id,
      ResourceIdentifier: { TableName },
    })),
  };
}
