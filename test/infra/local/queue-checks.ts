import { randomUUID } from 'node:crypto';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import type { Message, ReceiveMessageCommandInput, SQSClient, SendMessageCommandInput } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, test } from 'vitest';

/** The queues to check: a stand-in's or AWS's. */
export interface CheckedQueues {
  readonly client: SQSClient;
  /** A FIFO queue that gives up a message after three receives. */
  readonly fifoUrl: string;
  /** The FIFO queue for messages that the other one gives up. */
  readonly deadLetterUrl: string;
  readonly standardUrl: string;
}

/** Checks, over the wire, what a FIFO queue must do so that jobs keep their order and none is lost. */
export function checkQueues(queues: () => CheckedQueues): void {
  let client: SQSClient;
  let QueueUrl: string;
  beforeEach(async () => {
    ({ client, fifoUrl: QueueUrl } = queues());
    await purge(queues());
  });

  const send = (body: string, more: Partial<SendMessageCommandInput> = {}) =>
    client.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody: body,
        MessageGroupId: 'main',
        MessageDeduplicationId: randomUUID(),
        ...more,
      }),
    );
  const receive = async (more: Partial<ReceiveMessageCommandInput> = {}): Promise<Message[]> => {
    const input = { QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All' as const], ...more };
    return (await client.send(new ReceiveMessageCommand(input))).Messages ?? [];
  };
  const giveBack = ({ ReceiptHandle }: Message) =>
    client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
  const acknowledge = ({ ReceiptHandle }: Message) =>
    client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  const bodies = (messages: readonly Message[]) => messages.map(({ Body }) => Body);

  describe('order', () => {
    test('several messages of a group arrive in one batch, in the order they were sent', async () => {
      for (const body of ['1', '2', '3']) await send(body);

      expect(bodies(await receive())).toEqual(['1', '2', '3']);
    });

    test('while a message of a group is in flight, later ones are not delivered, but other groups are', async () => {
      for (const body of ['1', '2']) await send(body);
      await send('other', { MessageGroupId: 'dev' });
      const [first] = await receive({ MaxNumberOfMessages: 1 });

      expect(bodies(await receive())).toEqual(['other']);
      await acknowledge(first!);
      expect(bodies(await receive())).toEqual(['2']);
    });

    test('messages that are returned arrive again in order, with their count', async () => {
      for (const body of ['1', '2']) await send(body);
      const [one, two] = await receive();
      await giveBack(two!);
      await giveBack(one!);

      const again = await receive();

      expect(bodies(again)).toEqual(['1', '2']);
      expect(again[0]!.Attributes).toMatchObject({ ApproximateReceiveCount: '2' });
    });
  });

  describe('messages', () => {
    test('have the requested SQS attributes', async () => {
      const sent = await send('1', { MessageDeduplicationId: 'd-1' });

      const [message] = await receive();

      expect(message).toMatchObject({
        MessageId: sent.MessageId,
        Attributes: {
          SenderId: expect.any(String),
          SentTimestamp: expect.stringMatching(/^\d{13}$/),
          ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
          ApproximateReceiveCount: '1',
          MessageGroupId: 'main',
          MessageDeduplicationId: 'd-1',
          SequenceNumber: sent.SequenceNumber,
        },
      });
    });

    test('have no attributes that were not requested', async () => {
      await send('1', { MessageAttributes: { trace: { DataType: 'String', StringValue: 'x' } } });

      const [message] = await receive({ MessageSystemAttributeNames: ['MessageGroupId'] });

      expect(message!.Attributes).toEqual({ MessageGroupId: 'main' });
      expect(message!.MessageAttributes).toBeUndefined();
    });

    test("have the sender's attributes, including binary ones, with their digest", async () => {
      const MessageAttributes = {
        'build.number': { DataType: 'Number', StringValue: '7' },
        'build.blob': { DataType: 'Binary.gzip', BinaryValue: Uint8Array.of(0, 255) },
        trace: { DataType: 'String', StringValue: 'é' },
      };
      const sent = await send('1', { MessageAttributes });

      const [message] = await receive({ MessageAttributeNames: ['All'] });

      expect(message!.MessageAttributes).toEqual(MessageAttributes);
      expect(message!.MD5OfMessageAttributes).toBe(sent.MD5OfMessageAttributes);
    });

    test('keep every character that XML allows', async () => {
      const body = '\t\n\r "é\u{1F680}\uFFFD';
      await send(body);

      expect(bodies(await receive())).toEqual([body]);
    });

    test.each(['\u0000', '\u001F', '\uFFFE', '\uFFFF'])('with the character %j are refused', async (character) => {
      await expect(send(`a${character}`)).rejects.toMatchObject({ name: 'InvalidMessageContents' });
    });

    test('can have up to 1 MiB', async () => {
      await send('x'.repeat(1_048_576));
      await expect(send('x'.repeat(1_048_577))).rejects.toMatchObject({ Code: 'InvalidParameterValue' });
    });

    test.each([
      ['no group', { MessageGroupId: undefined }, 'MissingParameter'],
      ['no deduplication id', { MessageDeduplicationId: undefined }, 'InvalidParameterValue'],
      ['a group id of 129 characters', { MessageGroupId: 'g'.repeat(129) }, 'InvalidParameterValue'],
      ['a space in the group id', { MessageGroupId: 'a b' }, 'InvalidParameterValue'],
      ['a letter beyond ASCII in the deduplication id', { MessageDeduplicationId: 'é' }, 'InvalidParameterValue'],
      ['a delay', { DelaySeconds: 1 }, 'InvalidParameterValue'],
      ['no body', { MessageBody: undefined }, 'MissingParameter'],
    ])('with %s are refused', async (_what, input, code) => {
      await expect(send('1', input as Partial<SendMessageCommandInput>)).rejects.toMatchObject({ Code: code });
    });

    test('can have ids of 128 characters of ASCII punctuation', async () => {
      const id = `!"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~${randomUUID()}`.padEnd(128, 'x');

      await send('1', { MessageGroupId: id, MessageDeduplicationId: id });

      const [message] = await receive();
      expect(message!.Attributes).toMatchObject({ MessageGroupId: id, MessageDeduplicationId: id });
    });
  });

  describe('deduplication', () => {
    test('an id that was sent recently sends nothing and returns the first message, even a deleted one', async () => {
      const first = await send('1', { MessageDeduplicationId: 'same' });
      const [message] = await receive();
      await acknowledge(message!);

      const second = await send('2', { MessageDeduplicationId: 'same', MessageGroupId: 'dev' });

      expect(second).toMatchObject({ MessageId: first.MessageId, SequenceNumber: first.SequenceNumber });
      expect(await receive()).toEqual([]);
    });
  });

  describe('receipt handles', () => {
    test('a message can be deleted twice', async () => {
      await send('1');
      const [message] = await receive();

      await acknowledge(message!);
      await acknowledge(message!);

      expect(await receive()).toEqual([]);
    });

    test("one that has expired deletes nothing and cannot extend the message's timeout", async () => {
      await send('1');
      const [stale] = await receive();
      await giveBack(stale!);

      await expect(acknowledge(stale!)).rejects.toMatchObject({ Code: 'InvalidParameterValue' });
      await expect(giveBack(stale!)).rejects.toMatchObject({ name: 'MessageNotInflight' });
      expect(bodies(await receive())).toEqual(['1']);
    });

    test('an invalid one is refused', async () => {
      await expect(acknowledge({ ReceiptHandle: 'no handle' })).rejects.toMatchObject({
        name: 'ReceiptHandleIsInvalid',
      });
    });
  });

  describe('redelivery', () => {
    test('a message that is not deleted wakes a waiting receive when its visibility timeout ends', async () => {
      await send('1');
      await receive({ VisibilityTimeout: 1 });

      const [again] = await receive({ WaitTimeSeconds: 5 });

      expect(again).toMatchObject({ Body: '1', Attributes: { ApproximateReceiveCount: '2' } });
    });

    test('after its last receive, a message goes to the dead-letter queue and the next of its group is delivered', async () => {
      const sent = await send('poison');
      await send('next');
      for (const count of ['1', '2', '3']) {
        const [message] = await receive({ MaxNumberOfMessages: 1 });
        expect(message!.Attributes).toMatchObject({ ApproximateReceiveCount: count });
        await giveBack(message!);
      }

      expect(bodies(await receive())).toEqual(['next']);
      const [dead] = await receive({ QueueUrl: queues().deadLetterUrl, WaitTimeSeconds: 5 });
      expect(dead).toMatchObject({
        MessageId: sent.MessageId,
        Body: 'poison',
        Attributes: {
          MessageGroupId: 'main',
          MessageDeduplicationId: sent.MessageId,
          DeadLetterQueueSourceArn: expect.stringMatching(/\.fifo$/),
        },
      });
    });
  });

  describe('redrive', () => {
    let source: string;
    let destination: string;
    beforeEach(async () => {
      [source, destination] = await Promise.all([arnOf(queues().deadLetterUrl), arnOf(QueueUrl)]);
    });
    const arnOf = async (url: string): Promise<string> => {
      const asked = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] });
      return (await client.send(asked)).Attributes!['QueueArn']!;
    };
    const move = (SourceArn: string, DestinationArn?: string) =>
      client.send(new StartMessageMoveTaskCommand({ SourceArn, ...(DestinationArn && { DestinationArn }) }));

    test('a message sent to the dead-letter queue is moved as a new message of its group', async () => {
      const sent = await send('given up', { QueueUrl: queues().deadLetterUrl, MessageGroupId: 'group' });

      expect(await move(source, destination)).toMatchObject({ TaskHandle: expect.stringMatching(/./) });

      const [moved] = await receive({ WaitTimeSeconds: 5 });
      expect(moved).toMatchObject({
        Body: 'given up',
        Attributes: { MessageGroupId: 'group', ApproximateReceiveCount: '1' },
      });
      expect(moved!.MessageId).not.toBe(sent.MessageId);
      expect(moved!.Attributes).not.toHaveProperty('DeadLetterQueueSourceArn');
      expect(await receive({ QueueUrl: queues().deadLetterUrl })).toEqual([]);
    });

    test('without a destination, only messages that a queue gave up return to it', async () => {
      await send('poison');
      for (const _ of ['1', '2', '3']) await giveBack((await receive())[0]!);
      expect(await receive()).toEqual([]);
      await send('put there', { QueueUrl: queues().deadLetterUrl });

      await move(source);

      expect(bodies(await receive({ WaitTimeSeconds: 5 }))).toEqual(['poison']);
      expect(bodies(await receive({ QueueUrl: queues().deadLetterUrl }))).toEqual(['put there']);
    });

    test('only a dead-letter queue can be moved, and only to a queue of its type', async () => {
      await expect(move(destination, source)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
      const standard = await arnOf(queues().standardUrl);
      await expect(move(source, standard)).rejects.toMatchObject({ name: 'InvalidParameterValue' });
      for (const unknown of [`${source}x`, 'dead.fifo']) {
        await expect(move(unknown)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
        await expect(move(source, unknown)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
      }
    });
  });

  describe('long polling', () => {
    test('a waiting receive gets a message as soon as it is sent', async () => {
      const received = receive({ WaitTimeSeconds: 20 });
      await send('1');

      expect(bodies(await received)).toEqual(['1']);
    });

    test('a waiting receive gets the next message of a group as soon as the one before is deleted', async () => {
      for (const body of ['1', '2']) await send(body);
      const [first] = await receive({ MaxNumberOfMessages: 1 });
      const received = receive({ WaitTimeSeconds: 20 });
      await acknowledge(first!);

      expect(bodies(await received)).toEqual(['2']);
    });

    test('a receive that does not wait returns empty', async () => {
      expect(await receive()).toEqual([]);
    });
  });

  describe('batches', () => {
    const entry = (Id: string) => ({
      Id,
      MessageBody: Id,
      MessageGroupId: 'main',
      MessageDeduplicationId: randomUUID(),
    });

    test('send and delete each entry on its own', async () => {
      const sent = await client.send(
        new SendMessageBatchCommand({
          QueueUrl,
          Entries: [entry('a'), { ...entry('b'), MessageBody: '\u0001' }, entry('c')],
        }),
      );
      expect(sent.Successful?.map(({ Id }) => Id)).toEqual(['a', 'c']);
      expect(sent.Failed).toMatchObject([{ Id: 'b', SenderFault: true, Code: 'InvalidMessageContents' }]);

      const received = await receive();
      expect(bodies(received)).toEqual(['a', 'c']);
      const Entries = [
        ...received.map(({ ReceiptHandle }, index) => ({ Id: `m${index}`, ReceiptHandle })),
        { Id: 'bad', ReceiptHandle: 'no handle' },
      ];
      const deleted = await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      expect(deleted.Successful).toHaveLength(2);
      expect(deleted.Failed).toMatchObject([{ Id: 'bad', Code: 'ReceiptHandleIsInvalid' }]);
    });

    test.each([
      ['no entry', [], 'EmptyBatchRequest'],
      ['eleven entries', Array.from({ length: 11 }, (_, index) => entry(`e${index}`)), 'TooManyEntriesInBatchRequest'],
      ['two entries with the same id', [entry('a'), entry('a')], 'BatchEntryIdsNotDistinct'],
      ['an id with a dot', [entry('a.b')], 'InvalidBatchEntryId'],
      [
        'more than 1 MiB in total',
        ['a', 'b'].map((id) => ({ ...entry(id), MessageBody: 'x'.repeat(600_000) })),
        'BatchRequestTooLong',
      ],
    ])('with %s are refused', async (_what, Entries, name) => {
      await expect(client.send(new SendMessageBatchCommand({ QueueUrl, Entries }))).rejects.toMatchObject({ name });
    });
  });

  describe('queues', () => {
    test('are found by name, listed and described', async () => {
      await send('1');
      await send('2');
      await receive({ MaxNumberOfMessages: 1 });
      const QueueName = QueueUrl.split('/').at(-1)!;

      expect((await client.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl).toBe(QueueUrl);
      const { QueueUrls } = await client.send(new ListQueuesCommand({ QueueNamePrefix: QueueName }));
      expect(QueueUrls).toEqual([QueueUrl]);
      const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
      expect(Attributes).toMatchObject({
        QueueArn: expect.stringMatching(new RegExp(`^arn:aws:sqs:[^:]+:\\d{12}:${QueueName}$`)),
        FifoQueue: 'true',
        ApproximateNumberOfMessages: '1',
        ApproximateNumberOfMessagesNotVisible: '1',
        RedrivePolicy: expect.stringContaining('"maxReceiveCount":3'),
      });
    });

    test('that do not exist are reported with the error name that clients know', async () => {
      const missing = client.send(new GetQueueUrlCommand({ QueueName: 'missing' }));
      await expect(missing).rejects.toMatchObject({
        name: 'QueueDoesNotExist',
        Code: 'AWS.SimpleQueueService.NonExistentQueue',
        $metadata: { httpStatusCode: 400 },
      });
    });
  });

  describe('a standard queue', () => {
    const standard = { MessageGroupId: undefined, MessageDeduplicationId: undefined } as object;

    test('delivers other messages while one is in flight', async () => {
      const { standardUrl } = queues();
      for (const body of ['1', '2']) await send(body, { QueueUrl: standardUrl, ...standard });
      await receive({ QueueUrl: standardUrl, MaxNumberOfMessages: 1 });

      expect(await receive({ QueueUrl: standardUrl, WaitTimeSeconds: 5 })).toHaveLength(1);
    });

    test('holds a delayed message back, and wakes a waiting receive when it is due', async () => {
      const { standardUrl } = queues();
      await send('late', { QueueUrl: standardUrl, ...standard, DelaySeconds: 1 });

      expect(await receive({ QueueUrl: standardUrl })).toEqual([]);
      expect(bodies(await receive({ QueueUrl: standardUrl, WaitTimeSeconds: 5 }))).toEqual(['late']);
    });
  });
}

/** AWS allows one purge of a queue per minute: against AWS, give `checkQueues` new queues for each check. */
async function purge({ client, ...urls }: CheckedQueues): Promise<void> {
  await Promise.all(Object.values(urls).map((QueueUrl) => client.send(new PurgeQueueCommand({ QueueUrl }))));
}
