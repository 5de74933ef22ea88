import compiled from 'pushlight:projects';
import { httpHandler, type HttpResponse, type HttpRequest } from './adapters/http/api-gateway.ts';
import { badgeRow, badgeRows, type ReadBadgeRow, type ReadBadgeRows } from './adapters/badge-rows.ts';
import { contentResponse } from './adapters/http/content-response.ts';
import { readAwsAccess } from './adapters/aws/aws-access.ts';
import { awsCall } from './adapters/aws/aws-call.ts';
import { readEnvironment, readOptionalEnvironment } from './adapters/environment.ts';
import { errorFields, log } from './adapters/log.ts';
import { feedContent } from './core/badge-list/feed-content.ts';
import type { ListRequest } from './core/badge-list/list-request.ts';
import { projectList } from './core/badge-list/project-list.ts';
import { ownLabel } from './core/badge/appearance.ts';
import { readBadgeQuery } from './core/badge/badge-query.ts';
import { badgeContent } from './core/badge/badge-content.ts';
import { badgeDrawer } from './core/badge/draw-badge.ts';
import { indexConfiguration, type Configuration } from './core/configuration.ts';
import type { Content } from './core/http/content.ts';

export interface Ports {
  readonly projects: Configuration['projects'];
  readonly readRow: ReadBadgeRow;
  readonly readRows: ReadBadgeRows;
  /** The service's public origin. Where it is absent, the request's own is used. */
  readonly ownOrigin?: string | undefined;
  /**
   * When the way badges are drawn last changed, in milliseconds since 1970: the deployment's time, since any deployment
   * may change it.
   */
  readonly drawnSince: number;
}

const onUnread = (error: unknown): void => log.error('rows-not-read', errorFields(error));
const onUndrawn = (error: unknown): void => log.error('label-not-shaped', errorFields(error));

/**
 * Serves what anyone may see: a project's badge, and the lists of all public ones for people and for build monitors.
 */
export const badge = ({ projects, readRow, readRows, ownOrigin, drawnSince }: Ports) => {
  const labels = new Set([undefined, ...projects.values()].map(ownLabel));
  const draw = badgeDrawer(labels, onUndrawn);
  const listIn = (size: number) => projectList(projects.values(), size, { readRows, onError: onUnread });
  const ofBadge = badgeContent({ projects, readRow, draw, onError: onUnread, drawnSince });
  const ofFeed = feedContent(listIn(IN_FEED));
  const onPage = listIn(ON_PAGE);
  const ofPage = async (asked: ListRequest): Promise<Content> => {
    // Loaded on demand, since nearly all requests are for images.
    const { builderContent } = await import('./core/badge-list/builder-content.ts');
    return builderContent(onPage)(asked);
  };

  return async (request: HttpRequest): Promise<HttpResponse> => {
    const { route, pathParameters, receivedAt: now } = request;
    const { query } = request;
    const asked = readBadgeQuery(query);
    const { file } = pathParameters;
    if (file !== undefined) return contentResponse(request, await ofBadge(file, asked, now));
    const listed = { page: asked.page ?? 1, query, origin: ownOrigin ?? request.origin, now };
    const content = route.endsWith(' /cc.xml') ? ofFeed : ofPage;
    return contentResponse(request, await content(listed));
  };
};

/** How many projects the page and the feed hold: a reader of feeds may know no other page than the first. */
const [ON_PAGE, IN_FEED] = [50, 500];

/** A quick, honest "unknown" is better than a badge that keeps people waiting. */
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
