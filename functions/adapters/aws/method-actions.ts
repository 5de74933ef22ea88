import type { Inputs } from './aws-call.ts';

/** IAM's name of a service's operation. */
export type AwsAction = `${'codebuild' | 'dynamodb' | 'logs' | 'sqs' | 'ssm'}:${string}`;

/**
 * The action that each method of an adapter calls; `call` where the adapter is a single function. Each adapter declares
 * its actions next to its code, and the functions' roles are derived from them (infra/template/function-access.ts).
 */
export type MethodActions<Port> = Readonly<Record<MethodOf<Port>, AwsAction>>;

export type MethodOf<Port> = Port extends (...input: never) => unknown ? 'call' : keyof Port;

/** An AwsCall limited to the actions that an adapter declares. */
export type CallOf<Service extends keyof Inputs, Actions> = <
  Operation extends OperationOf<Actions[keyof Actions]> & keyof Inputs[Service],
>(
  operation: Operation,
  input: Inputs[Service][Operation],
) => Promise<unknown>;

type OperationOf<Called> = Called extends `${string}:${infer Operation}` ? Operation : never;
