import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** Builds that run until somebody ends them. */
export interface EndlessBuilds {
  /** The buildspec of such a build. */
  readonly buildspec: string;
  /** Resolves when the next build reaches its command: the connection closes when the command's process is gone. */
  next(): Promise<Socket>;
  stop(): void;
}

export async function endlessBuilds(): Promise<EndlessBuilds> {
  const server = createServer().listen(0, '127.0.0.1');
  const connections: Socket[] = [];
  server.on('connection', (socket: Socket) => connections.push(socket.resume().on('error', () => {})));
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const command = `node -e 'require("net").connect(${port}, "127.0.0.1").resume()'`;
  return {
    buildspec: JSON.stringify({ version: 0.2, phases: { build: { commands: [command] } } }),
    async next() {
      const [socket] = (await once(server, 'connection')) as [Socket];
      return socket;
    },
    stop() {
      for (const connection of connections) connection.destroy();
      server.close();
    },
  };
}
