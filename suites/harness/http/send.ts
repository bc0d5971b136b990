import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';

/** Sent as it stands: own Host, repeated headers, any body, no redirect followed. */
export type OutgoingRequest = {
  method: string;
  url: string;
  headers: [string, string][];
  body: string | Buffer | null;
};

export type Answer = { status: number; headers: [string, string][]; body: string };

export type TimeLimits = { connectMs: number; answerMs: number };
export const defaultTimeLimits: TimeLimits = { connectMs: 2_000, answerMs: 10_000 };

/** The target gave no HTTP answer. Says nothing about what it did with the request. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly code: 'unreachable' | 'connect-timeout' | 'answer-timeout' | 'connection-closed';

  constructor(code: NoAnswer['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** Bytes of an answer that are kept; what comes after is read and dropped. */
const keptBytes = 1 << 20;

/** Opens one connection for this request alone, so no other case's connection can spoil it. */
export function openRequest({ method, url, headers, body }: OutgoingRequest): ClientRequest {
  const { protocol, host } = new URL(url);
  const own = new Set(headers.map(([name]) => name.toLowerCase()));
  const flat = headers.flat();
  if (!own.has('host')) flat.push('Host', host);
  if (!own.has('connection')) flat.push('Connection', 'close');
  if (body !== null && !own.has('content-length') && !own.has('transfer-encoding'))
    flat.push('Content-Length', String(Buffer.byteLength(body)));
  const open = protocol === 'https:' ? httpsRequest : httpRequest;
  return open(url, { method, headers: flat, agent: false, setDefaultHeaders: false });
}

/** Waits for the whole answer of a request that was opened for this URL. @throws NoAnswer */
export function answerOf(
  request: ClientRequest,
  url: string,
  limits: TimeLimits = defaultTimeLimits,
  signal?: AbortSignal,
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const { origin, pathname } = new URL(url);
  const where = `${request.method} ${origin}${pathname}`;
  const giveUp = (error: Error) => {
    reject(error);
    request.destroy(error);
  };
  let connected = false;
  let answered = false;
  // Heard last: where we were busy ourselves, the connection may be there and not yet noticed.
  const noConnection = () => {
    if (!connected)
      giveUp(new NoAnswer('connect-timeout', `${where}: no connection within ${limits.connectMs} ms`));
  };
  const connect = setTimeout(() => setImmediate(noConnection), limits.connectMs);
  const answer = setTimeout(
    () => giveUp(new NoAnswer('answer-timeout', `${where}: no answer within ${limits.answerMs} ms`)),
    limits.answerMs,
  );
  const cancel = () => giveUp(new Error('cancelled', { cause: signal?.reason }));
  signal?.addEventListener('abort', cancel, { once: true });

  request.once('socket', (socket) => {
    socket.setNoDelay(true);
    socket.once(request.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
      connected = true;
      clearTimeout(connect);
    });
  });
  request.once('response', (response) => {
    answered = true;
    readAnswer(response).then(resolve, (error) => giveUp(noAnswerFrom(error, connected, where)));
  });
  // Not once: a socket may fail again after the answer, while it still takes the rest of the body.
  request.on('error', (error) => reject(noAnswerFrom(error, connected, where)));
  request.once('close', () => {
    if (!answered)
      reject(new NoAnswer('connection-closed', `${where}: the connection was closed without an answer`));
  });
  return promise.finally(() => {
    clearTimeout(connect);
    clearTimeout(answer);
    signal?.removeEventListener('abort', cancel);
  });
}

/** Sends one request. @throws NoAnswer */
export function send(outgoing: OutgoingRequest, limits?: TimeLimits, signal?: AbortSignal): Promise<Answer> {
  signal?.throwIfAborted();
  const request = openRequest(outgoing);
  const answer = answerOf(request, outgoing.url, limits, signal);
  request.end(outgoing.body ?? undefined);
  return answer;
}

/** The same, and the milliseconds from the open connection to the end of the answer. @throws NoAnswer */
export async function sendTimed(
  outgoing: OutgoingRequest,
  limits?: TimeLimits,
  signal?: AbortSignal,
): Promise<{ answer: Answer; ms: number }> {
  signal?.throwIfAborted();
  const request = openRequest(outgoing);
  const answering = answerOf(request, outgoing.url, limits, signal);
  let began = 0;
  request.once('socket', (socket) => {
    socket.once(request.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
      began = performance.now();
      request.end(outgoing.body ?? undefined);
    });
  });
  const answer = await answering;
  return { answer, ms: performance.now() - began };
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let kept = 0;
  for await (const chunk of response) {
    if (kept < keptBytes) chunks.push(chunk);
    kept += chunk.length;
  }
  const headers: [string, string][] = [];
  for (let i = 0; i < response.rawHeaders.length; i += 2) {
    headers.push([response.rawHeaders[i] ?? '', response.rawHeaders[i + 1] ?? '']);
  }
  const sent = Buffer.concat(chunks).subarray(0, keptBytes);
  const body = await decoded(sent, response.headers['content-encoding'] ?? 'identity');
  return { status: response.statusCode ?? 0, headers, body: body.toString() };
}

const decoders: Readonly<Record<string, typeof gunzip>> = {
  gzip: gunzip,
  'x-gzip': gunzip,
  deflate: inflate,
  br: brotliDecompress,
};

/** Without Accept-Encoding a server may choose any coding (RFC 9110 §12.5.3). What is none stays as it was sent. */
async function decoded(sent: Buffer, coding: string): Promise<Buffer> {
  const decoder = decoders[coding.trim().toLowerCase()];
  if (!decoder) return sent;
  return promisify(decoder)(sent, { maxOutputLength: keptBytes }).catch(() => sent);
}

function noAnswerFrom(error: Error, connected: boolean, where: string): NoAnswer {
  const code = connected ? 'connection-closed' : 'unreachable';
  const what = connected ? 'the connection was closed' : 'cannot connect';
  return new NoAnswer(code, `${where}: ${what} (${'code' in error ? error.code : error.message})`, error);
}
