import { getDotPath, safeParse } from 'valibot';
import type { GenericSchema, InferOutput } from 'valibot';
import { AwsError } from './aws-service.ts';
import type { AwsRequest, AwsResponse } from './aws-service.ts';

/** The operation's result becomes the response's body. Without a result, the body is empty, as in SQS. */
type Output = object | void;

/** One operation of a service, on a request's parsed JSON body. */
export type AwsOperation = (input: unknown, request: AwsRequest) => Promise<Output> | Output;

/** An operation that receives its input already validated. */
export const operation =
  <S extends GenericSchema>(
    schema: S,
    run: (input: InferOutput<S>, request: AwsRequest) => Promise<Output> | Output,
  ): AwsOperation =>
  (input, request) => {
    const parsed = safeParse(schema, input);
    if (parsed.success) return run(parsed.output, request);
    const problems = parsed.issues.map((issue) => `${getDotPath(issue) ?? 'the request'}: ${issue.message}`);
    throw new AwsError('ValidationException', problems.join('; '));
  };

/**
 * Responds to a request of the AWS JSON protocols 1.0 and 1.1 with the operation that X-Amz-Target names.
 * @param target the service's prefix in that header: "AmazonSQS", "AmazonSSM"
 * @throws AwsError for an unknown operation and for a body that is not a JSON object; also what the operation throws
 */
export async function awsJsonResponse(
  target: string,
  operations: Readonly<Record<string, AwsOperation>>,
  request: AwsRequest,
): Promise<AwsResponse> {
  const [prefix, name = ''] = request.headers['x-amz-target']?.split('.') ?? [];
  const run = prefix === target && Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (!run) throw new AwsError('UnknownOperationException', `The stand-in of ${target} has no operation "${name}".`);
  return awsJson(request, 200, await run(parseBody(request.body), request));
}

/** The response to a request that failed. */
export const awsJsonError = (request: Pick<AwsRequest, 'headers'>, error: AwsError): AwsResponse =>
  awsJson(request, error.status, { __type: error.type, message: error.message });

const awsJson = ({ headers }: Pick<AwsRequest, 'headers'>, status: number, value: Output): AwsResponse => ({
  status,
  headers: { 'content-type': /^application\/x-amz-json-1\.[01]/.exec(headers['content-type'] ?? '')?.[0] ?? JSON_1_1 },
  body: value === undefined ? '' : JSON.stringify(value),
});

const JSON_1_1 = 'application/x-amz-json-1.1';

function parseBody(body: Buffer): unknown {
  try {
    return body.length === 0 ? {} : JSON.parse(body.toString());
  } catch {
    throw new AwsError('SerializationException', 'The request body is not JSON.');
  }
}
