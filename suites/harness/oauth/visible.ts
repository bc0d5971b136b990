import { header, jsonOf, type Reply } from './reply.ts';

/** They tell of the connection, the time and the way between, and so may be there or not in any two answers. */
const ofTheConnection = [
  ...['age', 'alt-svc', 'connection', 'date', 'keep-alive', 'trailer', 'upgrade', 'via'],
  ...['content-encoding', 'content-length', 'transfer-encoding'],
  ...['server-timing', 'traceparent', 'tracestate'], // of the requests that are sampled
];

/**
 * What an answer shows to whoever asked, without what differs in any two: the identifier sent, times, ids of the request.
 * Two refusals that must look alike are compared by it.
 */
export function visibleOf(reply: Pick<Reply, 'status' | 'error' | 'body' | 'headers'>, clientId: string) {
  const masked = inOneOrder(reply)
    .replaceAll(clientId, '‹client›')
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?/g, '‹time›')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '‹id›')
    .replace(/\b(?=[\w-]*\d)[\w-]{16,}\b/g, '‹id›')
    .replace(/\b\d{9,}\b/g, '‹number›');
  return {
    status: reply.status,
    error: reply.error,
    challenge: header(reply, 'www-authenticate'),
    headers: namesOf(reply.headers).join(' '),
    body: masked,
  };
}

/** The members of a JSON object have no order (RFC 8259 §4), and some servers write them in another one each time. */
function inOneOrder(reply: Pick<Reply, 'status' | 'body' | 'headers'>): string {
  const members = Object.entries(jsonOf(reply) ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
  return members.length > 0 ? JSON.stringify(Object.fromEntries(members)) : reply.body;
}

/** Of the headers: what they say may differ by what is counted, that they are there may not. */
function namesOf(headers: Reply['headers']): string[] {
  const names = headers.map(([name]) => name.toLowerCase()).filter((name) => !ofTheConnection.includes(name));
  return [...new Set(names)].sort();
}
