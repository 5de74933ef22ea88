import type * as v from 'valibot';
import type { Caller } from '../access/caller.ts';
import type { OPERATIONS, Operation, OperationId } from './operations.ts';
import type { SchemaName, Shape } from './schemas.ts';

type Table = typeof OPERATIONS;
type Part<Id extends OperationId, Name extends keyof Operation> =
  Table[Id] extends Record<Name, infer Found> ? Found : never;
type Read<Parameters> = {
  readonly [Name in keyof Parameters]?: Parameters[Name] extends v.GenericSchema
    ? v.InferOutput<Parameters[Name]>
    : never;
};

/** A caller's request, validated for its operation. */
export interface Call<Id extends OperationId = OperationId> {
  readonly operation: Id;
  readonly caller: Caller;
  /** API Gateway's id of the request. */
  readonly requestId: string;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Read<Part<Id, 'query'>>;
  readonly headers: Read<Part<Id, 'headers'>>;
  readonly body: Part<Id, 'request'> extends { readonly schema: infer Name extends SchemaName }
    ? Shape<Name>
    : undefined;
}
