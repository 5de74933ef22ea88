import type { Inputs } from './aws-call.ts';

/** What IAM calls an operation of a service. */
export type Action = `${'codebuild' | 'dynamodb' | 'logs' | 'sqs' | 'ssm'}:${string}`;

/**
 * The action that each method of an adapter calls; `call` where the adapter is a single function. It stands beside the
 * adapter, and the functions' roles are made of it (infra/template/function-access.ts).
 */
export type MethodActions<Port> = Readonly<Record<MethodOf<Port>, Action>>;

export type MethodOf<Port> = Port extends (...input: never) => unknown ? 'call' : keyof Port;

/** An AwsCall of what an adapter says that it calls, and of nothing else. */
export type CallOf<Service extends keyof Inputs, Actions> = <
  Operation extends OperationOf<Actions[keyof Actions]> & keyof Inputs[Service],
>(
  operation: Operation,
  input: Inputs[Service][Operation],
) => Promise<unknown>;

type OperationOf<Called> = Called extends `${string}:${infer Operation}` ? Operation : never;
