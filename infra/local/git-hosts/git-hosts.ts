import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Hook } from '../../../functions/core/configuration.ts';
import { statusApiOf } from '../../../functions/core/providers/status-apis.ts';
import { refusal } from '../loopback.ts';
import type { CommitStatuses } from './commit-statuses.ts';
import type { ApiResponse } from './host-stand-in.ts';
import { standInOf } from './stand-in-of.ts';

export interface GitHostsOptions {
  readonly hooks: readonly Pick<Hook, 'name' | 'provider' | 'host'>[];
  readonly statuses: CommitStatuses;
  /** The credential of a hook. */
  readonly credential: (hook: string) => string | undefined;
}

export interface GitHostStandIns {
  /** Each host's API is below its name: `{url}/api.github.com`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves stand-ins for the API of every hook's host, on a free loopback port. */
export async function startGitHosts({ hooks, statuses, credential }: GitHostsOptions): Promise<GitHostStandIns> {
  const standIns = new Map(
    hooks.map((hook) => [
      new URL(statusApiOf(hook).base(hook.host)).host,
      standInOf(hook, { statuses, credential: () => credential(hook.name) }),
    ]),
  );
  const server = createServer((request, response) => {
    void respond(request).then((sent) => send(response, sent));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  async function respond(request: IncomingMessage): Promise<ApiResponse> {
    const refused = refusal(request, port);
    if (refused !== undefined) return { status: 403, json: { message: refused } };
    const { method = '', url = '', headers } = request;
    const [, host = '', path = ''] = /^\/([^/]+)(\/.*)$/.exec(url) ?? [];
    const standIn = standIns.get(host);
    if (!standIn) return { status: 404, json: { message: `No hook has the host ${host}.` } };
    const single = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat()[0]]));
    return standIn({ method, path, headers: single, body: await text(request) });
  }

  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function send(response: ServerResponse, { status, headers, json }: ApiResponse): void {
  const body = json === undefined ? '' : JSON.stringify(json);
  response.writeHead(status, { ...headers, ...(body !== '' && { 'content-type': 'application/json; charset=utf-8' }) });
  response.end(body);
}
