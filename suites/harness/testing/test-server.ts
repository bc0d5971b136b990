import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createRawServer, type Server, type Socket } from 'node:net';

/** A request as it arrived. */
export type Arrived = {
  method: string;
  path: string;
  /** In the order and spelling they were sent. */
  headers: [string, string][];
  /** The value of a header that was sent once. */
  header(name: string): string | undefined;
  body: string;
  /** The body as a form. */
  form: URLSearchParams;
};

export type TestAnswer = {
  status?: number;
  headers?: Record<string, string>;
  /** Text or bytes as they stand, anything else as JSON. */
  body?: unknown;
};

export type TestServer = { url: string; port: number } & AsyncDisposable;

/** An HTTP server on a free port that answers as it is told and keeps what arrived. */
export async function startTestServer(
  answerTo: (request: Arrived) => TestAnswer | Promise<TestAnswer>,
): Promise<TestServer & { arrived: Arrived[] }> {
  const arrived: Arrived[] = [];
  const listener: RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { rawHeaders, headers, method = '', url = '' } = request;
    const body = Buffer.concat(chunks).toString();
    const one: Arrived = {
      method,
      path: url,
      headers: rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [[name, rawHeaders[i + 1] ?? '']] : [])),
      header: (name) => headers[name.toLowerCase()]?.toString(),
      body,
      form: new URLSearchParams(body),
    };
    arrived.push(one);
    const { status = 200, headers: own = {}, body: answer = {} } = await answerTo(one);
    const asItStands = typeof answer === 'string' || answer instanceof Uint8Array;
    response.writeHead(status, { ...(asItStands ? {} : { 'Content-Type': 'application/json' }), ...own });
    response.end(asItStands ? answer : JSON.stringify(answer));
  };
  const server = createServer(listener);
  return { ...(await listening(server, () => server.closeAllConnections())), arrived };
}

/** A server that speaks whatever it is told to. Disposing cuts its connections. */
export async function startRawServer(onConnection: (socket: Socket) => void): Promise<TestServer> {
  const sockets = new Set<Socket>();
  const server = createRawServer((socket) => {
    sockets.add(socket.on('close', () => sockets.delete(socket)));
    socket.on('error', () => socket.destroy());
    onConnection(socket);
  });
  return listening(server, () => {
    for (const socket of sockets) socket.destroy();
  });
}

async function listening(server: Server, cutConnections: () => void): Promise<TestServer> {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      cutConnections();
      await closed;
    },
  };
}

/** A port where nothing listens. */
export async function closedPort(): Promise<number> {
  await using server = await startRawServer((socket) => socket.destroy());
  return server.port;
}
