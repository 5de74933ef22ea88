import compiled from 'pushlight:projects';
import { httpHandler, type HttpResponse, type HttpRequest } from './adapters/http/api-gateway.ts';
import { badgeRow, badgeRows, type ReadBadgeRow, type ReadBadgeRows } from './adapters/badge-rows.ts';
import { contentResponse } from './adapters/http/content-response.ts';
import { readAwsAccess } from './adapters/aws/aws-access.ts';
import { awsCall } from './adapters/aws/aws-call.ts';
import { readEnvironment, readOptionalEnvironment } from './adapters/environment.ts';
import { errorFields, log } from './adapters/log.ts';
import { feedContent, pageContent } from './core/badge-list/list-content.ts';
import { projectList } from './core/badge-list/project-list.ts';
import { ownLabel } from './core/badge/appearance.ts';
import { readBadgeQuery } from './core/badge/badge-query.ts';
import { badgeContent } from './core/badge/badge-content.ts';
import { badgeDrawer } from './core/badge/draw-badge.ts';
import { indexConfiguration, type Configuration } from './core/configuration.ts';

export interface Ports {
  readonly projects: Configuration['projects'];
  readonly readRow: ReadBadgeRow;
  readonly readRows: ReadBadgeRows;
  /** Where the world finds this service; absent: where the request was sent. */
  readonly ownOrigin?: string | undefined;
  /** Since when badges are drawn as they are, in milliseconds since 1970: a deployment may change that. */
  readonly drawnSince: number;
}

const onUnread = (error: unknown): void => log.error('rows-not-read', errorFields(error));
const onUndrawn = (error: unknown): void => log.error('label-not-shaped', errorFields(error));

/** What anyone may see: a project's badge, and the lists of all public ones for people and for build monitors. */
export const badge = ({ projects, readRow, readRows, ownOrigin, drawnSince }: Ports) => {
  const labels = new Set([undefined, ...projects.values()].map(ownLabel));
  const draw = badgeDrawer(labels, onUndrawn);
  const list = projectList(projects.values(), { readRows, onError: onUnread });
  const ofBadge = badgeContent({ projects, readRow, draw, onError: onUnread, drawnSince });
  const ofPage = pageContent(list, draw);
  const ofFeed = feedContent(list);

  return async (request: HttpRequest): Promise<HttpResponse> => {
    const { route, pathParameters, receivedAt: now } = request;
    const asked = readBadgeQuery(request.query);
    const origin = ownOrigin ?? request.origin;
    const { file } = pathParameters;
    if (file !== undefined) return contentResponse(request, await ofBadge(file, asked, now));
    if (route.endsWith(' /')) return TO_THE_LIST;
    const content = route.endsWith(' /cc.xml') ? ofFeed : ofPage;
    return contentResponse(request, await content({ asked, origin, now }));
  };
};

/** Not for good: the address of the service itself can come to show more. */
const TO_THE_LIST: HttpResponse = {
  status: 302,
  headers: { location: '/badges', 'cache-control': 'no-cache' },
  body: '',
};

/** Whoever waits for a badge is better off with an honest "unknown". */
const LIMITS = { deadlineMilliseconds: 1000, attempts: 1 };

export const handler = httpHandler(() => {
  const { buildsTable } = readEnvironment(['buildsTable']);
  const call = awsCall('dynamodb', readAwsAccess(), LIMITS);
  return badge({
    projects: indexConfiguration(compiled).projects,
    readRow: badgeRow(call, buildsTable),
    readRows: badgeRows(call, buildsTable),
    ownOrigin: readOptionalEnvironment(['badgesUrl']).badgesUrl,
    drawnSince: Date.now(),
  });
});
