/** One request for one stand-in, authenticated by the AWS endpoint. */
export interface AwsRequest {
  readonly method: string;
  readonly path: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The access key's region, from the credential scope. */
  readonly region: string;
  /** Aborted when the client has disconnected. */
  readonly signal: AbortSignal;
}

export interface AwsResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** A stand-in for an AWS service. */
export interface AwsService {
  /** The service's name in SigV4's credential scope: "sqs", "dynamodb", "ssm", "codebuild", "logs". */
  readonly signingName: string;
  handle(request: AwsRequest): Promise<AwsResponse>;
}

/** An error response of a stand-in, with the service's own error name. */
export class AwsError extends Error {
  readonly type: string;
  readonly status: number;
  constructor(type: string, message: string, status = 400) {
    super(message);
    this.name = type;
    this.type = type;
    this.status = status;
  }
}
