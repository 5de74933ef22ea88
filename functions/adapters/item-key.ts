import type { RowKey } from '../core/builds/row-keys.ts';

export type ItemKey = Readonly<Record<keyof RowKey, { readonly S: string }>>;

/** A row's key in DynamoDB's form. The attributes of the table's key are called `project` and `row` as well. */
export const itemKey = ({ project, row }: RowKey): ItemKey => ({ project: { S: project }, row: { S: row } });
