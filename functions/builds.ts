import { randomUUID } from 'node:crypto';
import compiled from 'pushlight:projects';
import { httpHandler, json, problem, text, type HttpResponse, type HttpRequest } from './adapters/http/api-gateway.ts';
import { authenticator, type Authenticate } from './adapters/sign-in/authenticate.ts';
import { readAwsAccess } from './adapters/aws/aws-access.ts';
import { buildLogs } from './adapters/build-logs.ts';
import { buildsTable } from './adapters/builds-table.ts';
import { codeBuildBuilds } from './adapters/codebuild-builds.ts';
import { readEnvironment, readOptionalEnvironment } from './adapters/environment.ts';
import { ledgerTable } from './adapters/ledger-table.ts';
import { errorFields, log } from './adapters/log.ts';
import { sqsQueue } from './adapters/queue.ts';
import { sleep } from './adapters/sleep.ts';
import { waitsTable } from './adapters/waits-table.ts';
import type { Caller } from './core/access/caller.ts';
import type { Refused } from './core/access/refused.ts';
import { respondToCalls, operationOf } from './core/api/respond-to-calls.ts';
import { NOT_AUTHENTICATED, UNAVAILABLE, type ApiResponse } from './core/api/api-response.ts';
import type { ApiPorts } from './core/api/api-ports.ts';
import { auditLine } from './core/api/audit-line.ts';
import type { Ledger } from './core/start/start-ports.ts';
import { tellCommit, type TellPorts } from './core/start/tell-commit.ts';
import { indexConfiguration } from './core/configuration.ts';

export interface Ports extends Omit<ApiPorts, 'tell'>, TellPorts {
  readonly ledger: Ledger;
  readonly authenticate: Authenticate;
}

/** The API over builds for authenticated callers, and its description for everyone. */
export const builds = (ports: Ports) => {
  const respond = respondToCalls({ ...ports, tell: tellCommit(ports) });
  return async (request: HttpRequest): Promise<HttpResponse> => {
    const operation = operationOf(request.route);
    if (operation === undefined) return describe(request);
    let caller: Caller | Refused;
    try {
      caller = await ports.authenticate(request.headers['authorization'], request.receivedAt);
    } catch (error) {
      ports.onError('authentication-failed', error);
      return write(UNAVAILABLE);
    }
    if ('refused' in caller) {
      const { refused: reason, details } = caller;
      const where = { operation, requestId: request.id, sourceIp: request.sourceIp };
      log.info('caller-not-authenticated', { ...where, reason, ...details });
      return write(NOT_AUTHENTICATED);
    }
    const response = await respond(operation, request, caller);
    const audit = auditLine(operation, request, caller, response);
    if (audit) log.info('audit', audit);
    return write(response);
  };
};

function write(response: ApiResponse): HttpResponse {
  if ('problem' in response) return problem(response.problem, response.headers);
  if ('json' in response) return json(response.status, response.json, response.headers);
  return text(response.status, 'text' in response ? response.text : '', response.headers);
}

/** Loaded on demand, since most cold starts serve a call. */
async function describe(request: HttpRequest): Promise<HttpResponse> {
  const [{ contentResponse }, { documentOf }] = await Promise.all([
    import('./adapters/http/content-response.ts'),
    import('./core/api/documentation/documents.ts'),
  ]);
  return contentResponse(request, documentOf(request.route));
}

export const handler = httpHandler(() => {
  const {
    stage,
    region,
    buildsTable: rows,
    deliveriesTable,
    commitStatusesQueueUrl,
  } = readEnvironment(['stage', 'region', 'buildsTable', 'deliveriesTable', 'commitStatusesQueueUrl']);
  const access = readAwsAccess();
  return builds({
    configuration: indexConfiguration(compiled),
    authenticate: authenticator({ stage, access, api: compiled.api }),
    ledger: ledgerTable(deliveriesTable, access),
    commitStatuses: sqsQueue(commitStatusesQueueUrl, access),
    region,
    ...readOptionalEnvironment(['pagesUrl']),
    builds: codeBuildBuilds(access),
    rows: buildsTable(rows, access),
    logs: buildLogs(access),
    waits: waitsTable(deliveriesTable, access),
    now: Date.now,
    newOwner: randomUUID,
    sleep,
    onError: (event, error) => log.error(event, errorFields(error)),
  });
});
