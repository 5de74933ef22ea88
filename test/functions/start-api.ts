import { randomBytes, randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { readRequest, writeResponse } from '../../functions/adapters/http/api-gateway.ts';
import { authenticator, type Authenticate } from '../../functions/adapters/sign-in/authenticate.ts';
import { buildLogs } from '../../functions/adapters/build-logs.ts';
import { builds } from '../../functions/builds.ts';
import type { Grant } from '../../functions/core/api-access.ts';
import { hashToken, writeTokenRecord } from '../../functions/core/access/token-record.ts';
import { makeToken, TOKEN_BYTES, tokenId } from '../../functions/core/access/token.ts';
import type { ApiPorts } from '../../functions/core/api/api-ports.ts';
import { OPERATIONS } from '../../functions/core/api/operations.ts';
import { indexConfiguration, type Project } from '../../functions/core/configuration.ts';
import { startGateway, type Route } from '../../infra/local/lambda/gateway.ts';
import { startWorld, webProject } from './start-world.ts';

const gitlabProject: Project = {
  name: 'on-gitlab',
  sourceType: 'GITLAB',
  repository: { host: 'gitlab.com', fullName: 'acme/web' },
  badge: { enabled: false },
};
const otherProject: Project = { ...webProject, name: 'other' };

const EVERYTHING: Grant = {
  projects: ['*'],
  actions: ['start', 'read', 'stop', 'retry'],
  refs: ['*', 'refs/tags/*'],
  variables: ['VERSION', 'DEBUG'],
};

export interface Sent {
  /** Sent as JSON unless it is a text. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly token?: string;
}

/**
 * The API over HTTP: the gateway, the function with its real adapters, the stand-ins, and tokens.
 * @param instances whether one instance serves all requests, or each has a new one, as Lambda has for requests at once
 */
export async function startApi(
  ports: Partial<ApiPorts & { readonly authenticate: Authenticate }> = {},
  instances: 'one' | 'each' = 'one',
  morePages: (world: Awaited<ReturnType<typeof startWorld>>) => readonly Route[] = () => [],
) {
  const world = await startWorld();
  const errors: string[] = [];
  const newInstance = () =>
    builds({
      ...world,
      configuration: indexConfiguration({ hooks: [], projects: [webProject, gitlabProject, otherProject] }),
      // Reads the tokens again each time, as a new instance does.
      authenticate: (authorization, now) => authenticator({ stage: 'test', access: world.access })(authorization, now),
      logs: buildLogs(world.access),
      now: Date.now,
      newOwner: randomUUID,
      sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, Math.min(milliseconds, 10))),
      onError: (event, error) => errors.push(`${event}: ${String(error)}`),
      ...ports,
    });
  const one = newInstance();
  const invoke = async (event: unknown) => ({
    payload: writeResponse(
      await (instances === 'one' ? one : newInstance())(readRequest(event as APIGatewayProxyEventV2)),
    ),
  });
  const documents = [
    { method: 'GET', path: '/openapi.json' },
    { method: 'GET', path: '/docs' },
  ];
  const routes = [...Object.values(OPERATIONS), ...documents].map(({ method, path }) => ({ method, path, invoke }));
  const gateway = await startGateway({ port: 0, routes: [...routes, ...morePages(world)] });

  /** Creates a token that allows everything except as specified. */
  function newToken(grant: Partial<Grant> = {}): string {
    const token = makeToken(randomBytes(TOKEN_BYTES));
    const record = {
      name: 'a test',
      hash: hashToken(token),
      grant: { ...EVERYTHING, ...grant },
      createdAt: Date.now(),
      expiresAt: Date.now() + 3600_000,
    };
    world.parameters.put(`/pushlight/test/tokens/${tokenId(token)}`, writeTokenRecord(record));
    return token;
  }
  const everything = newToken();

  return {
    ...world,
    url: gateway.url,
    errors,
    newToken,
    everything,
    send: (method: string, path: string, { body, headers, token = everything }: Sent = {}): Promise<Response> =>
      fetch(gateway.url + path, {
        method,
        headers: {
          ...(token !== '' && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    async stop() {
      await gateway.stop();
      await world.stop();
    },
  };
}
export type Api = Awaited<ReturnType<typeof startApi>>;
