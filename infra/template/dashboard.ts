import { alarmIds } from './alarms.ts';
import { COUNTED_LINES } from './log-metrics.ts';
import { HTTP_API } from '../cloudformation/osls-names.ts';
import { CONSOLE_DOMAINS, partitionOf } from '../../functions/core/partition.ts';
import type { StackContext, StackPart } from './template-part.ts';

type Metric = readonly (string | Readonly<Record<string, unknown>>)[];

interface Widget {
  readonly type: 'alarm' | 'metric' | 'log';
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

const COUNTED_EVENTS = Object.values(COUNTED_LINES).flatMap(({ events }) => events);

/** The width of a dashboard. */
const WIDTH = 24;

/**
 * A dashboard with what an operator asks first: Is anything wrong, do deliveries arrive, do builds wait, do badges
 * respond, and why not? Only created for `dashboard: true`, since it costs more than everything else in a small stack.
 */
export function dashboard(context: StackContext): StackPart {
  if (!context.settings.dashboard) return {};
  return {
    Resources: {
      Dashboard: {
        Type: 'AWS::CloudWatch::Dashboard',
        Properties: {
          DashboardName: context.stackName,
          DashboardBody: { 'Fn::Sub': JSON.stringify({ widgets: placed(widgetsOf(context)) }) },
        },
      },
    },
    Outputs: {
      DashboardUrl: {
        Description: 'What an operator asks first',
        Value: {
          'Fn::Sub': `https://\${AWS::Region}.${CONSOLE_DOMAINS[partitionOf(context.region)]}/cloudwatch/home?region=\${AWS::Region}#dashboards:name=${context.stackName}`,
        },
      },
    },
  };
}

function widgetsOf(context: StackContext): readonly Widget[] {
  const { stackName, functions } = context;
  const ofApi = (name: string, options: Readonly<Record<string, unknown>>): Metric => [
    'AWS/ApiGateway',
    name,
    'ApiId',
    `\${${HTTP_API}}`,
    options,
  ];
  const ofFunction = (name: string, metric: string, options: Readonly<Record<string, unknown>>): Metric => [
    'AWS/Lambda',
    metric,
    'FunctionName',
    `${stackName}-${name}`,
    { label: name, ...options },
  ];
  const ofEach = (metric: string, options: Readonly<Record<string, unknown>>): readonly Metric[] =>
    functions.map(({ name }) => ofFunction(name, metric, options));
  const ofQueue = (name: string, metric: string, options: Readonly<Record<string, unknown>>): Metric => [
    'AWS/SQS',
    metric,
    'QueueName',
    `${stackName}-${name}`,
    { stat: 'Maximum', ...options },
  ];
  return [
    {
      type: 'alarm',
      width: WIDTH,
      height: 3,
      properties: {
        title: 'Is anything wrong?',
        // In Fn::Sub's form of the attribute.
        alarms: alarmIds(context).map((id) => `\${${id}.Arn}`),
      },
    },
    graph('Do deliveries arrive?', [
      ofFunction('webhook', 'Invocations', { stat: 'Sum', label: 'deliveries' }),
      [stackName, 'RefusedDeliveries', { stat: 'Sum', label: 'refused' }],
      [stackName, 'HookFailures', { stat: 'Sum', label: 'not verified' }],
    ]),
    graph('Do builds wait?', [
      ofQueue('deliveries.fifo', 'ApproximateNumberOfMessagesVisible', { label: 'waiting' }),
      // A job that must wait is hidden until the next attempt.
      ofQueue('deliveries.fifo', 'ApproximateNumberOfMessagesNotVisible', { label: 'hidden' }),
      ofQueue('deliveries.fifo', 'ApproximateAgeOfOldestMessage', { label: 'oldest, in seconds', yAxis: 'right' }),
      ofQueue('dead-letters.fifo', 'ApproximateNumberOfMessagesVisible', { label: 'dead letters' }),
      ofQueue('undelivered-events', 'ApproximateNumberOfMessagesVisible', { label: 'undelivered events' }),
    ]),
    graph('Do badges respond?', [
      ofFunction('badge', 'Invocations', { stat: 'Sum', label: 'badges' }),
      ofFunction('badge', 'Duration', { stat: 'p95', label: 'milliseconds, 95 %', yAxis: 'right' }),
    ]),
    graph('Does the API respond?', [
      ofApi('Count', { stat: 'Sum', label: 'requests' }),
      ofApi('4xx', { stat: 'Sum', label: '4xx' }),
      ofApi('5xx', { stat: 'Sum', label: '5xx' }),
      ofApi('Latency', { stat: 'p95', label: 'milliseconds, 95 %', yAxis: 'right' }),
    ]),
    graph('Does a function fail?', ofEach('Errors', { stat: 'Sum' })),
    graph('Is a function refused?', ofEach('Throttles', { stat: 'Sum' })),
    {
      type: 'log',
      width: WIDTH,
      height: 6,
      properties: {
        title: 'What went wrong last?',
        region: '${AWS::Region}',
        view: 'table',
        query: [
          ...functions.map(({ name }) => `SOURCE '/aws/lambda/${stackName}-${name}'`),
          'fields @timestamp, @log, @message',
          `filter level in ["error", "ERROR"] or event in ${JSON.stringify(COUNTED_EVENTS)} or type = "platform.report"`,
          'sort @timestamp desc',
          'limit 50',
        ].join(' | '),
      },
    },
  ];
}

const graph = (title: string, metrics: readonly Metric[]): Widget => ({
  type: 'metric',
  width: WIDTH / 2,
  height: 6,
  properties: { title, region: '${AWS::Region}', view: 'timeSeries', period: 300, metrics },
});

/** Places widgets from left to right, and below when a row is full. */
function placed(widgets: readonly Widget[]): readonly (Widget & { readonly x: number; readonly y: number })[] {
  let [x, y] = [0, 0];
  return widgets.map((widget) => {
    const at = { ...widget, x, y };
    x += widget.width;
    if (x >= WIDTH) [x, y] = [0, y + widget.height];
    return at;
  });
}
