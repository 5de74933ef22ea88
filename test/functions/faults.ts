import { once } from 'node:events';
import { AwsError, type AwsRequest, type AwsResponse, type AwsService } from '../../infra/local/aws/aws-service.ts';

type Serve = () => Promise<AwsResponse>;

/** What can go wrong with one call, before or after the service has done its work. */
export const FAULTS = {
  'is throttled': (service) => refuse(THROTTLING[service] ?? 'ThrottlingException'),
  'fails inside the service': () => refuse('InternalServerError', 500),
  'is refused for good': () => refuse('AccessDeniedException'),
  'gets no response': (_, request) => hang(request),
  'is done and gets no response': async (_, request, serve) => {
    await serve();
    return hang(request);
  },
  'is cut off': () => Promise.resolve(CUT_OFF),
  'is done and its response cut off': async (_, _request, serve) => {
    await serve();
    return CUT_OFF;
  },
} as const satisfies Record<string, (service: string, request: AwsRequest, serve: Serve) => Promise<AwsResponse>>;
export type Fault = keyof typeof FAULTS;

const refuse = (name: string, status?: number): Promise<AwsResponse> =>
  Promise.reject(new AwsError(name, 'as the test says', status));

/** The error as each service names it. */
const THROTTLING: Readonly<Record<string, string>> = {
  dynamodb: 'ProvisionedThroughputExceededException',
  sqs: 'RequestThrottled',
};

/** Announces more bytes than it sends, and closes the connection. */
const CUT_OFF: AwsResponse = {
  status: 200,
  headers: { 'content-type': 'application/x-amz-json-1.0', 'content-length': '100', connection: 'close' },
  body: '{',
};

async function hang({ signal }: AwsRequest): Promise<AwsResponse> {
  if (!signal.aborted) await once(signal, 'abort');
  return CUT_OFF;
}

/** One fault at one call, counted from 0 over all services. */
export interface FaultPlan {
  readonly fault: Fault;
  readonly at: number;
  /** The fault lasts until `revive`: the caller has died. */
  readonly lasting: boolean;
}

export interface FaultyServices {
  readonly services: readonly AwsService[];
  /** How many calls there have been. */
  readonly calls: () => number;
  /** Ends a fault that lasts. @returns whether there was one */
  readonly revive: () => boolean;
}

/** The services, with the plan's fault in front of them. */
export function faulty(services: readonly AwsService[], { fault, at, lasting }: FaultPlan): FaultyServices {
  let calls = 0;
  let isDead = false;
  const wrap = (service: AwsService): AwsService => ({
    signingName: service.signingName,
    handle(request) {
      const isHit = calls++ === at;
      isDead ||= isHit && lasting;
      const serve = () => service.handle(request);
      return isHit || isDead ? FAULTS[fault](service.signingName, request, serve) : serve();
    },
  });
  return {
    services: services.map(wrap),
    calls: () => calls,
    revive() {
      const wasDead = isDead;
      isDead = false;
      return wasDead;
    },
  };
}
