import { awsJsonResponse, awsJsonError } from '../aws/aws-json.ts';
import { AwsError } from '../aws/aws-service.ts';
import type { AwsService } from '../aws/aws-service.ts';
import { planDelete, planVisibility } from './in-flight.ts';
import { movable, moveDestination, moveSource, planMove } from './move-task.ts';
import { operationsOf } from './operations.ts';
import { QueueError, queueError } from './queue-error.ts';
import { queueArn } from '../../serverless-file/queue-spec.ts';
import type { QueueSpec } from '../../serverless-file/queue-spec.ts';
import { openQueueStore } from './queue-store.ts';
import type { Queue, QueueActions } from './queue-actions.ts';
import { nextVisibleAt, planReceive } from './receive.ts';
import { planSend } from './send.ts';
import { waitForChange } from './wait-for-change.ts';

export interface Queues extends AwsService, QueueActions {
  /** Ends every wait without a message, and closes the file. */
  stop(): void;
}

/**
 * A stand-in for SQS: its JSON protocol, and the same functions in process. Everything that has been acknowledged is in
 * the file, so it survives a kill of the process.
 * @throws Error if a queue's dead-letter queue is not in the specs, or the file is damaged
 */
export function createQueues(options: {
  readonly specs: readonly QueueSpec[];
  /** The URL of the AWS endpoint once it listens: clients use the host in a queue's URL. */
  readonly endpointUrl: () => string;
  readonly file: string;
  readonly now?: () => number;
}): Queues {
  const { specs, now = Date.now } = options;
  const byName = new Map(specs.map((spec) => [spec.name, spec]));
  checkRedrive(byName);
  const store = openQueueStore(options.file, now());
  const stopping = new AbortController();

  const queue = (queueName: string): Queue => {
    const spec = byName.get(queueName);
    if (!spec) throw queueError('QueueDoesNotExist', 'The specified queue does not exist.');
    return { spec, state: store.queue(queueName) };
  };

  const actions: QueueActions = {
    names: () => [...byName.keys()],
    queue,
    send(queueName, entry) {
      const { changes, result } = planSend(queue(queueName), entry, now());
      store.commit(changes);
      return result;
    },
    async receive(queueName, { maxMessages, visibilitySeconds, waitSeconds, signal }) {
      const from = queue(queueName);
      const wanted = { maxMessages, visibilitySeconds: visibilitySeconds ?? from.spec.visibilityTimeoutSeconds };
      const deadline = now() + waitSeconds * 1000;
      while (!signal.aborted && !stopping.signal.aborted) {
        const { changes, received } = planReceive(from, wanted, now());
        store.commit(changes);
        if (received.length > 0 || now() >= deadline) return received;
        const wakeAt = Math.min(deadline, nextVisibleAt(from.state, now()));
        await waitForChange(from.state.events, wakeAt - now(), signal);
      }
      return [];
    },
    delete(queueName, receiptHandle) {
      store.commit(planDelete(queue(queueName), receiptHandle, now()));
    },
    changeVisibility(queueName, receiptHandle, visibilitySeconds) {
      store.commit(planVisibility(queue(queueName), { receiptHandle, visibilitySeconds }, now()));
    },
    purge(queueName) {
      const { messages } = queue(queueName).state;
      store.commit([...messages.keys()].map((remove) => ({ queue: queueName, remove })));
    },
    move(sourceArn, destinationArn) {
      const all = [...byName.keys()].map(queue);
      const source = moveSource(sourceArn, all);
      const chosen = destinationArn === undefined ? undefined : moveDestination(destinationArn, source, all);
      for (const message of movable(source, now())) {
        const destination = chosen ?? all.find(({ spec }) => queueArn(spec.name) === message.deadLetterSource);
        if (!destination) return;
        store.commit(planMove(message, source, destination, now()));
      }
    },
  };

  const operations = operationsOf(actions, { now, endpointUrl: options.endpointUrl });
  return {
    ...actions,
    signingName: 'sqs',
    async handle(request) {
      try {
        return await awsJsonResponse('AmazonSQS', operations, request);
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        const response = awsJsonError(request, error);
        const queryCode = error instanceof QueueError ? error.queryCode : error.type;
        return { ...response, headers: { ...response.headers, 'x-amzn-query-error': `${queryCode};Sender` } };
      }
    },
    stop() {
      stopping.abort();
      for (const { name } of specs) store.queue(name).events.emit('change');
      store.close();
    },
  };
}

function checkRedrive(specs: ReadonlyMap<string, QueueSpec>): void {
  for (const { name, redrive } of specs.values()) {
    if (redrive && !specs.has(redrive.deadLetterQueueName)) {
      throw new Error(`The dead-letter queue of ${name} does not exist: ${redrive.deadLetterQueueName}.`);
    }
  }
}
