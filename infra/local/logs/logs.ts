import * as v from 'valibot';
import { awsJsonResponse, operation, type AwsOperation } from '../aws/aws-json.ts';
import { AwsError, type AwsService } from '../aws/aws-service.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../../serverless-file/local-stage.ts';
import { readEvents, type LogStream } from './log-events.ts';

/** The most events per page. */
const PAGE = 10_000;

/** A stand-in for reading CloudWatch Logs, with the streams that exist at the time of each request. */
export function createLogs({ streams }: { readonly streams: () => readonly LogStream[] }): AwsService {
  const operations = operationsOn(streams);
  return { signingName: 'logs', handle: (request) => awsJsonResponse('Logs_20140328', operations, request) };
}

const Group = { logGroupName: v.optional(v.string()), logGroupIdentifier: v.optional(v.string()) };
const Range = { startTime: v.optional(v.number(), 0), endTime: v.optional(v.number(), Infinity) };
const Limit = v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(PAGE)), PAGE);

const operationsOn = (streams: () => readonly LogStream[]): Readonly<Record<string, AwsOperation>> => ({
  DescribeLogGroups: operation(v.object({ logGroupNamePrefix: v.optional(v.string(), '') }), (input) => {
    const names = new Set(streams().map(({ groupName }) => groupName));
    const found = [...names].filter((name) => name.startsWith(input.logGroupNamePrefix)).sort();
    return {
      logGroups: found.map((name) => ({
        logGroupName: name,
        creationTime: Math.min(...streamsOf(streams(), name).map(({ createdAt }) => createdAt)),
        metricFilterCount: 0,
        arn: `${groupArn(name)}:*`,
        storedBytes: 0,
      })),
    };
  }),

  DescribeLogStreams: operation(
    v.object({
      ...Group,
      logStreamNamePrefix: v.optional(v.string(), ''),
      orderBy: v.optional(v.picklist(['LogStreamName', 'LastEventTime']), 'LogStreamName'),
      descending: v.optional(v.boolean(), false),
      limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50)), 50),
      nextToken: v.optional(v.string()),
    }),
    ({ logStreamNamePrefix, orderBy, descending, limit, nextToken, ...group }) => {
      const found = groupStreams(streams(), group)
        .filter(({ streamName }) => streamName.startsWith(logStreamNamePrefix))
        .map(describeStream)
        .sort((a, b) =>
          orderBy === 'LastEventTime'
            ? (a.lastEventTimestamp ?? 0) - (b.lastEventTimestamp ?? 0)
            : a.logStreamName < b.logStreamName
              ? -1
              : 1,
        );
      if (descending) found.reverse();
      const start = nextToken === undefined ? 0 : parseToken(nextToken);
      const end = start + limit;
      return { logStreams: found.slice(start, end), ...(end < found.length && { nextToken: String(end) }) };
    },
  ),

  GetLogEvents: operation(
    v.object({
      ...Group,
      ...Range,
      logStreamName: v.string(),
      nextToken: v.optional(v.string()),
      limit: Limit,
      startFromHead: v.optional(v.boolean(), false),
    }),
    ({ logStreamName, nextToken, limit, startFromHead, startTime, endTime, ...group }) => {
      const stream = groupStreams(streams(), group).find(({ streamName }) => streamName === logStreamName);
      if (!stream) throw new AwsError('ResourceNotFoundException', 'The specified log stream does not exist.');
      const events = readEvents(stream).filter(({ timestamp }) => timestamp >= startTime && timestamp < endTime);
      const [from, to] = pageOf(events.length, limit, startFromHead, nextToken);
      return { events: events.slice(from, to), nextForwardToken: `f/${to}`, nextBackwardToken: `b/${from}` };
    },
  ),

  FilterLogEvents: operation(
    v.object({
      ...Group,
      ...Range,
      logStreamNames: v.optional(v.array(v.string())),
      logStreamNamePrefix: v.optional(v.string(), ''),
      filterPattern: v.optional(v.string(), ''),
      limit: Limit,
      nextToken: v.optional(v.string()),
    }),
    ({ logStreamNames, logStreamNamePrefix, filterPattern, limit, nextToken, startTime, endTime, ...group }) => {
      const searched = groupStreams(streams(), group).filter(
        ({ streamName }) =>
          (logStreamNames?.includes(streamName) ?? true) && streamName.startsWith(logStreamNamePrefix),
      );
      const matches = matcherOf(filterPattern);
      const found = searched.flatMap((stream) =>
        readEvents(stream)
          .map((event, index) => ({
            logStreamName: stream.streamName,
            ...event,
            eventId: `${stream.streamName}/${index}`,
          }))
          .filter(({ timestamp, message }) => timestamp >= startTime && timestamp < endTime && matches(message)),
      );
      const start = nextToken === undefined ? 0 : parseToken(nextToken);
      const end = start + limit;
      return {
        events: found.slice(start, end),
        searchedLogStreams: searched.map(({ streamName }) => ({ logStreamName: streamName, searchedCompletely: true })),
        ...(end < found.length && { nextToken: String(end) }),
      };
    },
  ),
});

const streamsOf = (streams: readonly LogStream[], group: string): LogStream[] =>
  streams.filter(({ groupName }) => groupName === group);

function groupStreams(
  streams: readonly LogStream[],
  { logGroupName, logGroupIdentifier }: { logGroupName?: string | undefined; logGroupIdentifier?: string | undefined },
): LogStream[] {
  const found = streamsOf(streams, logGroupName ?? logGroupIdentifier?.replace(/^arn:.*:log-group:/, '') ?? '');
  if (found.length === 0) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
  return found;
}

const groupArn = (name: string): string => `arn:aws:logs:${LOCAL_REGION}:${LOCAL_ACCOUNT}:log-group:${name}`;

function describeStream(stream: LogStream) {
  const { groupName, streamName, createdAt } = stream;
  const events = readEvents(stream);
  const [first, last] = [events[0], events.at(-1)];
  return {
    logStreamName: streamName,
    creationTime: Math.round(createdAt),
    ...(first && { firstEventTimestamp: first.timestamp }),
    ...(last && { lastEventTimestamp: last.timestamp, lastIngestionTime: last.ingestionTime }),
    arn: `${groupArn(groupName)}:log-stream:${streamName}`,
    // The service has returned 0 since 2019.
    storedBytes: 0,
  };
}

/** The start and end of a page among `count` events. A token is the next event in its direction. */
function pageOf(count: number, limit: number, startFromHead: boolean, token: string | undefined): [number, number] {
  const [, direction = startFromHead ? 'f' : 'b', position] = /^([fb])\/(\d+)$/.exec(token ?? '') ?? [];
  if (token !== undefined && position === undefined) throw invalidToken();
  const edge = Math.min(Number(position ?? (direction === 'f' ? 0 : count)), count);
  return direction === 'f' ? [edge, Math.min(edge + limit, count)] : [Math.max(edge - limit, 0), edge];
}

function parseToken(token: string): number {
  if (!/^\d+$/.test(token)) throw invalidToken();
  return Number(token);
}

const invalidToken = (): AwsError => new AwsError('InvalidParameterException', 'The specified nextToken is invalid.');

/** Terms that the message must all contain; "quoted" terms can contain spaces. */
function matcherOf(pattern: string): (message: string) => boolean {
  const terms = [...pattern.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  return (message) => terms.every((term) => message.includes(term));
}
