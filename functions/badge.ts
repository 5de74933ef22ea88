import compiled from 'pushlight:projects';
import { httpHandler, type HttpAnswer, type HttpRequest } from './adapters/api-gateway.ts';
import { badgeRow, type ReadBadgeRow } from './adapters/badge-row.ts';
import { readEnvironment, readOptionalEnvironment } from './adapters/environment.ts';
import { errorFields, log } from './adapters/log.ts';
import { BADGE_STATES, badgeState, type BadgeState } from './core/badge/badge-state.ts';
import { entityTag, matchesEntityTag } from './core/badge/entity-tag.ts';
import { renderBadge } from './core/badge/render-badge.ts';
import { appearance } from './core/badge/appearance.ts';
import { requestedBadge, type RowKey } from './core/badge/requested-badge.ts';
import { indexConfiguration, type Configuration } from './core/configuration.ts';

interface Ports {
  readonly projects: Configuration['projects'];
  readonly readRow: ReadBadgeRow;
}

/** An SVG is a document: opened by itself, it may load and run nothing. */
const HEADERS = {
  'content-type': 'image/svg+xml; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; script-src 'none'",
  'x-content-type-options': 'nosniff',
} as const;

/** One read, one answer, always an SVG. A stranger can't tell whether a project without a public badge exists. */
export const badge =
  ({ projects, readRow }: Ports) =>
  async ({ method, headers, pathParameters, query }: HttpRequest): Promise<HttpAnswer> => {
    const { project, key } = requestedBadge(pathParameters['file'] ?? '', query, projects);
    const state = await readState(readRow, key);
    const svg = renderBadge({ ...BADGE_STATES[state ?? 'unknown'], ...appearance(query, project) });
    const body = method === 'HEAD' ? '' : svg;
    if (state === undefined) return { status: 200, headers: { ...HEADERS, 'cache-control': 'no-store' }, body };

    const etag = entityTag(svg);
    // The image proxies of Git hosts keep an answer, but ask each time whether it is still the one.
    const answerHeaders = { ...HEADERS, 'cache-control': 'no-cache', etag };
    if (matchesEntityTag(headers['if-none-match'], etag)) return { status: 304, headers: answerHeaders, body: '' };
    return { status: 200, headers: answerHeaders, body };
  };

/** Undefined where the table does not tell: what is not known is never drawn as failing. */
async function readState(readRow: ReadBadgeRow, key: RowKey): Promise<BadgeState | undefined> {
  try {
    return badgeState(await readRow(key));
  } catch (error) {
    log.error('badge row not read', errorFields(error));
    return undefined;
  }
}

export const handler = httpHandler(() => {
  const { buildsTable, region, ...keys } = readEnvironment(['buildsTable', 'region', 'accessKeyId', 'secretAccessKey']);
  const { sessionToken, endpointUrl, dynamodbEndpointUrl } = readOptionalEnvironment([
    'sessionToken',
    'endpointUrl',
    'dynamodbEndpointUrl',
  ]);
  return badge({
    projects: indexConfiguration(compiled).projects,
    readRow: badgeRow({
      tableName: buildsTable,
      region,
      credentials: { ...keys, ...(sessionToken !== undefined && { sessionToken }) },
      endpointUrl: dynamodbEndpointUrl ?? endpointUrl,
    }),
  });
});
