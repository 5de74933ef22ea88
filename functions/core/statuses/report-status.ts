import type { Configuration, Hook } from '../configuration.ts';
import { mayBeDeploying } from '../builds/start-failure.ts';
import { statusApiOf } from '../providers/status-apis.ts';
import type { CommitStatus, HostRequest, HostResponse, StatusApi, Verdict } from '../providers/statuses/status-api.ts';
import { fitContext, fitText } from './fit-text.ts';
import { takeTurn } from './take-turn.ts';
import type { GitHosts, HostCredentials, SentStatuses } from './status-ports.ts';
import { statusKey } from './status-key.ts';
import { decideStatus } from './status-order.ts';
import type { StatusMessage } from './status-message.ts';

/** The outcome of a status. */
export type Reported =
  | { readonly kind: 'sent'; readonly hostState: string; readonly excessScopes: readonly string[] }
  /** The host already shows this state, or a later one. */
  | { readonly kind: 'dropped' }
  /** Try again later. With `blocked`, the host accepts nothing from this hook until then. */
  | { readonly kind: 'later'; readonly why: string; readonly seconds?: number; readonly blocked?: true }
  /** The status cannot be sent until the hook has a credential with the permission. With `invalid`, it has none for anything. */
  | { readonly kind: 'not allowed'; readonly why: string; readonly invalid?: true }
  /** The fork, where its host shows the status, is closed to the credential: that is for its owner to decide. */
  | { readonly kind: 'not in fork'; readonly why: string }
  /** Repeating it does not help. */
  | { readonly kind: 'refused'; readonly why: string };

export interface StatusPorts {
  readonly configuration: Configuration;
  readonly credentials: HostCredentials;
  readonly sent: SentStatuses;
  readonly hosts: GitHosts;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/**
 * Sends a status to its host unless a later one was sent: once, and never backwards, whatever fails in between.
 *
 * @param receives how often its message was received: at first, it waits for what a deployment may still add
 */
export async function reportStatus(message: StatusMessage, receives: number, ports: StatusPorts): Promise<Reported> {
  const { target } = message;
  const hook = ports.configuration.hooks.get(target.hook);
  if (!hook?.credential) {
    const why = `The projects file has no webhook "${target.hook}" with a credential.`;
    return mayBeDeploying(receives) ? { kind: 'later', why } : { kind: 'not allowed', invalid: true, why };
  }
  if (hook.host !== target.host) {
    return { kind: 'refused', why: `The status is for ${target.host}, but its hook ${hook.name} is for ${hook.host}.` };
  }
  const api = statusApiOf(hook);
  const status = statusFor(message, api);
  const key = statusKey(target, api);
  const placed = { number: message.number, rank: message.rank, state: message.state, description: status.description };

  let known = await ports.sent.read(key);
  let decision = decideStatus(placed, known, api.states);
  if (decision === 'drop') return { kind: 'dropped' };

  const credential = await ports.credentials.ofHook(hook.name);
  if (credential === undefined) {
    return { kind: 'not allowed', invalid: true, why: `Parameter Store has no credential for the hook ${hook.name}.` };
  }
  const wait = await takeTurn(message, hook.name, api.mostPerMinute?.(hook.host), ports);
  if (wait !== undefined) {
    return { kind: 'later', why: 'The host limits the number of statuses per minute.', seconds: wait };
  }
  const call = callWith(hook, api, credential, ports);

  if (decision === 'settle' && known && api.readBack) {
    const before = { ...status, state: known.state, description: known.description };
    const response = await call(api.readBack.request(before));
    const verdict = judge(response, before, api, ports);
    if (verdict.kind === 'not allowed' && verdict.invalid) return verdict;
    if (verdict.kind === 'not now') return later(verdict);
    if (verdict.kind === 'sent' && api.readBack.holds(response.body, before)) {
      const settled = { ...known, phase: 'sent' } as const;
      if (!(await ports.sent.write(key, settled, known))) return OVERTAKEN;
      known = { ...settled, version: known.version + 1 };
      decision = decideStatus(placed, known, api.states);
      if (decision === 'drop') return { kind: 'dropped' };
    }
  }

  const kept = known?.pipelineId === undefined ? {} : { pipelineId: known.pipelineId };
  const sending = { ...placed, ...kept, phase: 'sending' } as const;
  if (!(await ports.sent.write(key, sending, known))) return OVERTAKEN;
  const written = { ...sending, version: (known?.version ?? 0) + 1 };

  const { verdict, headers } = await send({ ...status, ...kept }, api, call, ports);
  switch (verdict.kind) {
    case 'sent':
    case 'already so': {
      const pipelineId = ('pipelineId' in verdict ? verdict.pipelineId : undefined) ?? known?.pipelineId;
      await ports.sent.write(
        key,
        { ...placed, ...(pipelineId !== undefined && { pipelineId }), phase: 'sent' },
        written,
      );
      const excessScopes = api.excessScopes?.(headers) ?? [];
      return { kind: 'sent', hostState: api.states[message.state], excessScopes };
    }
    case 'not now':
      return later(verdict);
    case 'refused':
      if (verdict.full) await ports.sent.write(key, { ...placed, phase: 'full' }, written);
      return { kind: 'refused', why: verdict.why };
    case 'otherwise':
      return { kind: 'refused', why: 'The host refused every form of the status.' };
    case 'not allowed':
      return target.fork && api.hasPipelines && !verdict.invalid ? { kind: 'not in fork', why: verdict.why } : verdict;
  }
}

/** Another attempt wrote the row in the meantime. The next attempt will see what it did. */
const OVERTAKEN: Reported = { kind: 'later', why: 'Another attempt is sending a status of this commit and context.' };

const later = ({ why, seconds }: Extract<Verdict, { kind: 'not now' }>): Reported => ({
  kind: 'later',
  why,
  ...(seconds !== undefined && { seconds, blocked: true }),
});

function statusFor({ target, state, description, url }: StatusMessage, { longest }: StatusApi): CommitStatus {
  return {
    host: target.host,
    repository: { fullName: target.fullName, id: target.repositoryId },
    commit: target.commit,
    ref: target.headRef ?? target.ref,
    state,
    context: fitContext(target.context, longest.context),
    description: fitText(description, longest.description),
    // A truncated URL would lead elsewhere.
    ...(url !== undefined && url.length <= (longest.url ?? Infinity) && { url }),
  };
}

type Call = (request: HostRequest) => Promise<HostResponse>;

/** If the credential is refused, tries one that was replaced within the last minute. */
function callWith(hook: Hook, api: StatusApi, credential: string, { hosts, credentials }: StatusPorts): Call {
  let current = credential;
  const attempt: Call = async (request) => {
    const authorization = api.authorization(current);
    const response = await hosts.call(api.base(hook.host), request, authorization);
    return withoutQuotes(response, [current, ...Object.values(authorization).flatMap((value) => value.split(' '))]);
  };
  return async (request) => {
    const response = await attempt(request);
    if (response.status !== 401) return response;
    const fresh = await credentials.ofHook(hook.name, { fresh: true });
    if (fresh === undefined || fresh === current) return response;
    current = fresh;
    return attempt(request);
  };
}

/** Without anything that quotes the credential: a host's reasons are logged. */
function withoutQuotes({ status, headers, body }: HostResponse, parts: readonly string[]): HostResponse {
  // Not "Bearer" or "token", which are no secrets.
  const sent = parts.filter((part) => !/^\w{1,6}$/.test(part)).map((part) => JSON.stringify(part).slice(1, -1));
  const quotes = (value: unknown): boolean => {
    const json = JSON.stringify(value) ?? '';
    return sent.some((part) => json.includes(part));
  };
  return {
    status,
    headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => !quotes(value))),
    body: quotes(body) ? undefined : body,
  };
}

/** A line of a log does not need more, and a host's reason can have many lines. */
const LONGEST_WHY = 240;

function judge(response: HostResponse, status: CommitStatus, api: StatusApi, { now }: StatusPorts): Verdict {
  const verdict = api.judge(response, status, now());
  return 'why' in verdict ? { ...verdict, why: fitText(verdict.why, LONGEST_WHY) } : verdict;
}

/** Sends the form that the host accepts, if there are two. */
async function send(
  status: CommitStatus,
  api: StatusApi,
  call: Call,
  ports: StatusPorts,
): Promise<{ readonly verdict: Verdict; readonly headers: HostResponse['headers'] }> {
  const response = await call(api.request(status));
  const verdict = judge(response, status, api, ports);
  if (verdict.kind !== 'otherwise') return { verdict, headers: response.headers };
  const second = await call(verdict.request);
  return { verdict: judge(second, status, api, ports), headers: second.headers };
}
