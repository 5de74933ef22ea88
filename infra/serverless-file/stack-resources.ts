import * as v from 'valibot';
import type { QueueSpec } from './queue-spec.ts';
import type { TableSpec } from './table-spec.ts';
import { evaluateIntrinsicFunctions } from './intrinsic-functions.ts';
import type { StackValues } from './intrinsic-functions.ts';
import { readAs } from './read-as.ts';

export interface StackResources {
  readonly tables: readonly TableSpec[];
  readonly queues: readonly QueueSpec[];
  readonly values: StackValues;
  /** Returns the name of the queue with this ARN. */
  readonly queueNameOf: (arn: string) => string | undefined;
}

export interface ResourceOptions {
  readonly region: string;
  readonly account: string;
  /** The prefix of names for resources without one: "{prefix}-builds-table". */
  readonly namePrefix: string;
  readonly queueUrl: (queueName: string) => string;
}

/** Resources that would invoke a function in AWS, but not here, where only a function's own events do. */
const UNSEEN = new Set([
  'AWS::ApiGatewayV2::Route',
  'AWS::Events::Rule',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Url',
  'AWS::Pipes::Pipe',
  'AWS::Scheduler::Schedule',
]);

const Resources = v.record(
  v.string(),
  v.looseObject({ Type: v.string(), Properties: v.optional(v.record(v.string(), v.unknown()), {}) }),
);

// Properties that have no effect locally are listed, so that every other property is refused.

const KeyedObjects = v.array(v.record(v.string(), v.unknown()));

const TableProperties = v.strictObject({
  TableName: v.string(),
  AttributeDefinitions: KeyedObjects,
  KeySchema: KeyedObjects,
  BillingMode: v.exactOptional(v.string()),
  GlobalSecondaryIndexes: v.exactOptional(v.array(v.looseObject({ IndexName: v.string() }))),
  LocalSecondaryIndexes: v.exactOptional(KeyedObjects),
  TimeToLiveSpecification: v.optional(v.unknown()),
  PointInTimeRecoverySpecification: v.optional(v.unknown()),
  DeletionProtectionEnabled: v.optional(v.unknown()),
  Tags: v.optional(v.unknown()),
});

const QueueProperties = v.strictObject({
  QueueName: v.string(),
  FifoQueue: v.optional(v.boolean(), false),
  VisibilityTimeout: v.optional(v.number(), 30),
  MessageRetentionPeriod: v.optional(v.number()),
  RedrivePolicy: v.optional(v.strictObject({ deadLetterTargetArn: v.string(), maxReceiveCount: v.number() })),
  RedriveAllowPolicy: v.optional(v.unknown()),
  SqsManagedSseEnabled: v.optional(v.unknown()),
  KmsMasterKeyId: v.optional(v.unknown()),
  KmsDataKeyReusePeriodSeconds: v.optional(v.unknown()),
  Tags: v.optional(v.unknown()),
});

/** @throws Error naming the position of anything that the stand-ins cannot provide as CloudFormation would */
export function readStackResources(resources: unknown, place: string, options: ResourceOptions): StackResources {
  const { region, account, namePrefix, queueUrl } = options;
  const all = Object.entries(readAs(Resources, resources, place));
  for (const [logicalId, { Type }] of all) {
    if (UNSEEN.has(Type)) {
      throw new Error(
        `${place}.${logicalId}: ${Type} is not supported locally. Declare it as an event of its function.`,
      );
    }
  }
  const ofType = (type: string) => all.filter(([, { Type }]) => Type === type);
  const pseudoParameters = new Map([
    ['AWS::Region', region],
    ['AWS::AccountId', account],
    ['AWS::Partition', 'aws'],
  ]);
  const nameless: StackValues = { ref: (logicalId) => pseudoParameters.get(logicalId), getAtt: () => undefined };
  const namesOf = (type: string, property: string, suffix: (properties: Record<string, unknown>) => string) =>
    new Map(
      ofType(type).map(([logicalId, { Properties }]) => {
        const name = Properties[property] ?? `${namePrefix}-${kebabCase(logicalId)}${suffix(Properties)}`;
        const at = `${place}.${logicalId}.Properties.${property}`;
        return [logicalId, readAs(v.string(), evaluateIntrinsicFunctions(name, nameless, at), at)];
      }),
    );
  const tableNames = namesOf('AWS::DynamoDB::Table', 'TableName', () => '');
  const queueNames = namesOf('AWS::SQS::Queue', 'QueueName', ({ FifoQueue }) => (FifoQueue === true ? '.fifo' : ''));
  const queueArn = (name: string): string => `arn:aws:sqs:${region}:${account}:${name}`;
  const queueNameOf = (arn: string): string | undefined =>
    [...queueNames.values()].find((name) => queueArn(name) === arn);

  const values: StackValues = {
    ref(logicalId) {
      const queueName = queueNames.get(logicalId);
      if (queueName !== undefined) return queueUrl(queueName);
      return tableNames.get(logicalId) ?? pseudoParameters.get(logicalId);
    },
    getAtt(logicalId, attribute) {
      const queueName = queueNames.get(logicalId);
      const tableName = tableNames.get(logicalId);
      if (queueName !== undefined && attribute === 'Arn') return queueArn(queueName);
      if (queueName !== undefined && attribute === 'QueueName') return queueName;
      if (queueName !== undefined && attribute === 'QueueUrl') return queueUrl(queueName);
      if (tableName !== undefined && attribute === 'Arn')
        return `arn:aws:dynamodb:${region}:${account}:table/${tableName}`;
      return undefined;
    },
  };

  const propertiesOf = (type: string, nameProperty: string, names: ReadonlyMap<string, string>) =>
    ofType(type).map(([logicalId, { Properties }]) => {
      const at = `${place}.${logicalId}.Properties`;
      const evaluated = evaluateIntrinsicFunctions(Properties, values, at) as Record<string, unknown>;
      return { at, properties: { ...evaluated, [nameProperty]: names.get(logicalId) ?? '' } };
    });

  const tables = propertiesOf('AWS::DynamoDB::Table', 'TableName', tableNames);
  const queues = propertiesOf('AWS::SQS::Queue', 'QueueName', queueNames);
  return {
    tables: tables.map(({ at, properties }) => readAs(TableProperties, properties, at)),
    queues: queues.map(({ at, properties }) => readQueue(properties, at, queueNameOf)),
    values,
    queueNameOf,
  };
}

function readQueue(properties: unknown, place: string, queueNameOf: StackResources['queueNameOf']): QueueSpec {
  const queue = readAs(QueueProperties, properties, place);
  const { RedrivePolicy, MessageRetentionPeriod } = queue;
  const deadLetterQueueName = RedrivePolicy && queueNameOf(RedrivePolicy.deadLetterTargetArn);
  if (RedrivePolicy && deadLetterQueueName === undefined) {
    throw new Error(`${place}.RedrivePolicy.deadLetterTargetArn is not a queue in resources.`);
  }
  return {
    name: queue.QueueName,
    fifo: queue.FifoQueue,
    visibilityTimeoutSeconds: queue.VisibilityTimeout,
    ...(MessageRetentionPeriod !== undefined && { messageRetentionSeconds: MessageRetentionPeriod }),
    ...(RedrivePolicy &&
      deadLetterQueueName !== undefined && {
        redrive: { deadLetterQueueName, maxReceiveCount: RedrivePolicy.maxReceiveCount },
      }),
  };
}

const kebabCase = (name: string): string => name.replace(/(?<=[a-z\d])(?=[A-Z])/g, '-').toLowerCase();
