import compiled from 'pushlight:projects';
import { httpHandler, text, type HttpRequest, type HttpResponse } from './adapters/http/api-gateway.ts';
import { buildsTable } from './adapters/builds-table.ts';
import { contentResponse } from './adapters/http/content-response.ts';
import { readAwsAccess } from './adapters/aws/aws-access.ts';
import { readEnvironment } from './adapters/environment.ts';
import { errorFields, log } from './adapters/log.ts';
import { indexConfiguration, type Configuration } from './core/configuration.ts';
import type { Content } from './core/http/content.ts';
import { pageContents, type PageRows } from './core/pages/page-contents.ts';
import { readPageQuery } from './core/pages/page-query.ts';

export interface Ports {
  readonly configuration: Configuration;
  readonly rows: PageRows;
}

const onUnread = (error: unknown): void => log.error('rows-not-read', errorFields(error));

/** Serves the pages that anyone may see: the projects whose owners made them public, and their builds. */
export const pages = ({ configuration, rows }: Ports) => {
  const contents = pageContents({ configuration, rows, onError: onUnread });

  const contentOf = ({ query, origin, pathParameters, receivedAt: now }: HttpRequest): Promise<Content> => {
    const { project, number } = pathParameters;
    const asked = readPageQuery(query);
    if (project === undefined) return contents.home(asked, isOnThisMachine(origin), now);
    return number === undefined ? contents.project(project, asked, now) : contents.build(project, number, now);
  };

  return async (request: HttpRequest): Promise<HttpResponse> =>
    request.route.endsWith(' /health') ? HEALTHY : contentResponse(request, await contentOf(request));
};

/** Shows that the function is running. It reads no table, because badges work even if the tables cannot be read. */
const HEALTHY = text(200, 'ok\n');

/** API Gateway only uses HTTPS. */
const isOnThisMachine = (origin: string): boolean => origin.startsWith('http://');

/** A page without builds is better than one that keeps people waiting. */
const LIMITS = { deadlineMilliseconds: 2000, attempts: 2 };

export const handler = httpHandler(() => {
  const { buildsTable: table } = readEnvironment(['buildsTable']);
  return pages({
    configuration: indexConfiguration(compiled),
    rows: buildsTable(table, readAwsAccess(), LIMITS),
  });
});
