import { randomBytes } from 'node:crypto';
import compiled from 'pushlight:projects';
import { httpHandler, json, problem, type HttpResponse, type HttpRequest } from './adapters/http/api-gateway.ts';
import { readAwsAccess } from './adapters/aws/aws-access.ts';
import { readEnvironment } from './adapters/environment.ts';
import { errorFields, log } from './adapters/log.ts';
import { once } from './adapters/once.ts';
import { parameterSecrets } from './adapters/parameter-secrets.ts';
import { sqsQueue } from './adapters/queue.ts';
import { indexConfiguration, type Configuration, type Hook } from './core/configuration.ts';
import { whyNotJson } from './core/http/json-form.ts';
import { makeJob, writeMessage, type Received } from './core/start/job.ts';
import { match } from './core/webhook/match.ts';
import type { Queue, Secrets } from './core/ports.ts';
import { PROTOCOLS } from './core/providers/protocols.ts';
import type { Delivery, Verified } from './core/providers/provider.ts';
import { verdictBody, type JudgedEvent } from './core/webhook/verdict-body.ts';

export interface Ports {
  readonly configuration: Configuration;
  readonly secrets: Secrets;
  readonly queue: Queue;
  readonly commitStatuses: Queue;
}

/**
 * Verifies the delivery, matches it, queues its jobs, and responds. Nothing is remembered before the queue has the
 * jobs.
 */
export const webhook =
  ({ configuration, secrets, queue, commitStatuses }: Ports) =>
  async (request: HttpRequest): Promise<HttpResponse> => {
    const wrongForm = whyNotJson(request.headers);
    if (wrongForm) return problem({ status: 415, ...wrongForm });

    const name = request.pathParameters['hook'] ?? '';
    const hook = configuration.hooks.get(name);
    const protocol = PROTOCOLS[hook?.provider ?? 'github'];
    const delivery = { headers: request.headers, body: request.body };
    const deliveryId = protocol.deliveryId(delivery) ?? request.id;
    const fields = { hook: hook?.name, deliveryId: deliveryId.slice(0, 100) };
    try {
      const verified = await verify(delivery, hook ?? unknownHook(name), request.receivedAt, secrets);
      if (!hook || !verified) {
        log.info(hook ? 'delivery-not-verified' : 'delivery-of-unknown-hook', fields);
        const detail =
          'The hook is unknown, or the request is not signed with one of its secrets. Check the URL and the secret.';
        return problem({ status: 401, title: 'Not verified', detail });
      }

      const parsed = protocol.parse(delivery, hook);
      log.info(parsed.kind === 'malformed' ? 'delivery-malformed' : 'delivery-verified', {
        ...fields,
        secret: verified.secret,
        outcome: parsed.kind,
      });
      if (parsed.kind === 'malformed') return problem({ status: 400, title: 'Not an event', detail: parsed.problem });
      if (parsed.kind === 'ignored') return json(200, { delivery: deliveryId, ignored: parsed.reason, events: [] });

      const judged = await Promise.all(
        parsed.events.map(async (event) => ({ event, projects: await match(event, hook, configuration) })),
      );
      const received = { hook: name, deliveryId, receivedAt: request.receivedAt, identity: parsed.identity };
      const queued = await queueBuilds(judged, received, request.id, queue);
      if (hook.credential) await reportSkipped(judged, hook, configuration, commitStatuses);
      return json(queued > 0 ? 202 : 200, verdictBody(deliveryId, judged, parsed.ignored));
    } catch (error) {
      // The secrets or the queue failed. Nothing is lost: the sender can deliver again.
      log.error('delivery-not-taken', { ...fields, ...errorFields(error) });
      const detail = 'The delivery could not be accepted right now. Please redeliver it.';
      return problem({ status: 503, title: 'Not taken', detail }, { 'retry-after': '30' });
    }
  };

/** Stands in for an unknown hook, so that refusing it takes as long as refusing a wrong signature. */
const unknownHook = (name: string): Hook => ({ name, provider: 'github', host: '' });

/**
 * A hook's own secrets are filled up to four with these, so that the time of a refusal does not reveal whether the hook
 * exists or how recently its secret was rotated. These random secrets never verify a delivery.
 */
const decoys = once(() => Array.from({ length: 4 }, () => randomBytes(32).toString('hex')));

/**
 * Finds the secret that a delivery was signed with. A secret that was rotated within the last minute is read again,
 * past the cache.
 */
async function verify(delivery: Delivery, hook: Hook, now: number, secrets: Secrets): Promise<Verified | undefined> {
  const { name, provider, verification = 'signature' } = hook;
  for (const fresh of [false, true]) {
    const reading = secrets.ofHook(name, { fresh });
    // The first random bytes take a while, in which the store responds.
    const others = decoys();
    const known = await reading;
    const proof = { secrets: [...known, ...others.slice(known.length)], verification, now };
    const verified = PROTOCOLS[provider].verify(delivery, proof);
    if (verified && verified.secret < known.length) return verified;
  }
  return undefined;
}

/**
 * Sends one message per project to build. @returns the number of messages. @throws if the queue does not have them all
 */
async function queueBuilds(judged: readonly JudgedEvent[], received: Received, requestId: string, queue: Queue) {
  const jobs = judged.flatMap(({ event, projects }) =>
    projects
      .filter(({ verdict }) => verdict === 'queued')
      .map(({ name, reason }) => makeJob(event, name, received, reason)),
  );
  await Promise.all(jobs.map((job) => queue.send(writeMessage(job, requestId))));
  return jobs.length;
}

/** Loaded where it may be needed: most cold starts serve hooks without a credential. */
async function reportSkipped(
  judged: readonly JudgedEvent[],
  hook: Hook,
  configuration: Configuration,
  commitStatuses: Queue,
): Promise<void> {
  const { writeSkipped } = await import('./core/statuses/write-skipped.ts');
  await Promise.all((await writeSkipped(judged, hook, configuration)).map((message) => commitStatuses.send(message)));
}

export const handler = httpHandler(() => {
  const { stage, queueUrl, commitStatusesQueueUrl } = readEnvironment(['stage', 'queueUrl', 'commitStatusesQueueUrl']);
  const access = readAwsAccess();
  return webhook({
    configuration: indexConfiguration(compiled),
    secrets: parameterSecrets(stage, access),
    queue: sqsQueue(queueUrl, access),
    commitStatuses: sqsQueue(commitStatusesQueueUrl, access),
  });
});
