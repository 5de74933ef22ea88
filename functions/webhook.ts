import { randomBytes } from 'node:crypto';
import compiled from 'pushlight:projects';
import { httpHandler, json, problem, type HttpAnswer, type HttpRequest } from './adapters/api-gateway.ts';
import { readEnvironment } from './adapters/environment.ts';
import { errorFields, log } from './adapters/log.ts';
import { parameterSecrets } from './adapters/parameter-secrets.ts';
import { sqsQueue } from './adapters/queue.ts';
import { indexConfiguration, type Configuration } from './core/configuration.ts';
import { makeJob, writeMessage, type Received } from './core/job.ts';
import { match } from './core/match.ts';
import type { Queue, Secrets } from './core/ports.ts';
import { github } from './core/providers/github.ts';
import type { Delivery, ProviderProtocol } from './core/providers/provider.ts';
import { verdictBody, type JudgedEvent } from './core/verdict-body.ts';

interface Ports {
  readonly configuration: Configuration;
  readonly secrets: Secrets;
  readonly queue: Queue;
}

/** Verify, match, queue, answer. Nothing is remembered before the queue has the job. */
export const webhook =
  ({ configuration, secrets, queue }: Ports) =>
  async (request: HttpRequest): Promise<HttpAnswer> => {
    const refused = refuseByForm(request);
    if (refused) return refused;

    const name = request.pathParameters['hook'] ?? '';
    const hook = configuration.hooks.get(name);
    const protocol = github;
    const delivery = { headers: request.headers, body: request.body };
    const deliveryId = protocol.deliveryId(delivery) ?? request.id;
    const fields = { hook: hook?.name, deliveryId: deliveryId.slice(0, 100) };
    try {
      const secret = await verify(protocol, delivery, name, secrets);
      if (!hook || secret === undefined) {
        log.info('delivery not verified', fields);
        return problem(401, 'Not verified', 'The hook is unknown, or none of its secrets signed this request.');
      }

      const parsed = protocol.parse(delivery, hook);
      log.info('delivery verified', { ...fields, secret, outcome: parsed.kind });
      if (parsed.kind === 'malformed') return problem(400, 'Not an event', parsed.problem);
      if (parsed.kind === 'ignored') return json(200, { delivery: deliveryId, ignored: parsed.reason, events: [] });

      const judged = await Promise.all(
        parsed.events.map(async (event) => ({ event, projects: await match(event, hook, configuration) })),
      );
      const received = { hook: name, deliveryId, receivedAt: request.receivedAt, identity: parsed.identity };
      const queued = await queueBuilds(judged, received, request.id, queue);
      return json(queued > 0 ? 202 : 200, verdictBody(deliveryId, judged));
    } catch (error) {
      // The secrets or the queue: what was delivered is not lost, the sender still has it.
      log.error('delivery not taken', { ...fields, ...errorFields(error) });
      return problem(503, 'Not taken', 'This can not be taken at the moment. Deliver it again.', {
        'retry-after': '30',
      });
    }
  };

function refuseByForm({ headers }: HttpRequest): HttpAnswer | undefined {
  if (!/^application\/json(?:\s*;|$)/i.test(headers['content-type'] ?? '')) {
    return problem(415, 'Not JSON', 'Set the content type of the webhook to application/json.');
  }
  if (headers['content-encoding'] !== undefined) {
    return problem(415, 'Encoded', 'Send the body as it is, without a content encoding.');
  }
  return undefined;
}

/** Stands in for the secret of an unknown hook, so that it costs what a wrong signature costs. */
const NO_SECRET = [randomBytes(32).toString('hex')];

/** @returns the index of the secret that signed; a secret that was rotated in this minute is asked for once more */
async function verify(protocol: ProviderProtocol, delivery: Delivery, hook: string, secrets: Secrets) {
  for (const fresh of [false, true]) {
    const known = await secrets.ofHook(hook, { fresh });
    const verified = await protocol.verify(delivery, known.length > 0 ? known : NO_SECRET);
    if (verified && known.length > 0) return verified.secret;
  }
  return undefined;
}

/** Sends one message per project that builds. @returns how many; throws unless the queue has them all */
async function queueBuilds(judged: readonly JudgedEvent[], received: Received, requestId: string, queue: Queue) {
  const jobs = judged.flatMap(({ event, projects }) =>
    projects.filter(({ verdict }) => verdict === 'queued').map(({ name }) => makeJob(event, name, received)),
  );
  await Promise.all(jobs.map((job) => queue.send(writeMessage(job, requestId))));
  return jobs.length;
}

export const handler = httpHandler(() => {
  const { stage, queueUrl } = readEnvironment(['stage', 'queueUrl']);
  return webhook({
    configuration: indexConfiguration(compiled),
    secrets: parameterSecrets(stage),
    queue: sqsQueue(queueUrl),
  });
});
