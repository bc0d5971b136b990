import type { RecordedExchange } from '../evidence/recorder.ts';
import type { Answer } from '../http/send.ts';
import { valueAt } from '../json-pointer.ts';
import type { EndpointName, ReplyPattern } from '../target/description.ts';

/**
 * How an endpoint took a request, as far as client authentication goes.
 * `other`: neither accepted nor refused for the client's sake, such as a 404, a 429 or an invalid_scope. So is a 200 that
 * calls a token inactive or leaves it alive: whoever is told that was let in (RFC 7662 §2.2, RFC 7009 §2.2).
 */
export type ReplyKind = 'accepted' | 'refused' | 'fault' | 'other';

export type Reply = {
  kind: ReplyKind;
  endpoint: EndpointName;
  /** 0 where the connection was cut. */
  status: number;
  headers: [string, string][];
  body: string;
  /** The body where it is a JSON object. */
  json: Record<string, unknown> | null;
  /** `error` of an OAuth error answer (RFC 6749 §5.2). */
  error: string | null;
  /** How a body begins that is no JSON object: masked before it was cut, for half a secret is not known again. */
  quote: string;
  /** The client and how it was presented, for messages. */
  who: string;
  exchange: RecordedExchange;
};

/** Errors that come after the client was authenticated, or have nothing to do with it. */
const notAboutTheClient = new Set([
  ...['invalid_scope', 'invalid_grant', 'unsupported_grant_type'], // RFC 6749 §5.2
  ...['unsupported_token_type', 'invalid_target', 'invalid_authorization_details'], // RFC 7009, 8707, 9396
  ...['invalid_dpop_proof', 'use_dpop_nonce'], // RFC 9449
  // Of an authorization request that is pushed: RFC 6749 §4.1.2.1, OIDC Core §3.1.2.6, and what servers add.
  ...['unsupported_response_type', 'invalid_request_object', 'invalid_request_uri'],
  ...['request_not_supported', 'request_uri_not_supported', 'invalid_redirect_uri', 'invalid_state'],
]);

/** Acceptance is narrow and decided first; see DESIGN section 4, rule 2. */
export function kindOf(
  endpoint: EndpointName,
  answer: Answer,
  options: { refused: ReplyPattern[]; oversized: boolean; judged?: 'grant' | undefined },
): ReplyKind {
  const json = jsonOf(answer);
  if (accepts(endpoint, json)) return 'accepted';
  if (options.refused.some((pattern) => matches(pattern, answer, json))) return 'refused';
  const { status } = answer;
  if (status === 400 || status === 401 || status === 403) {
    const error = String(json?.error);
    if (options.judged === 'grant' && error === 'invalid_grant') return 'refused';
    return notAboutTheClient.has(error) ? 'other' : 'refused';
  }
  if (options.oversized && (status === 413 || status === 431)) return 'refused';
  return status >= 500 && status !== 503 ? 'fault' : 'other';
}

function accepts(endpoint: EndpointName, json: Record<string, unknown> | null): boolean {
  switch (endpoint) {
    case 'token':
      return isText(json?.access_token);
    case 'par':
      return isText(json?.request_uri);
    case 'introspection':
      return json?.active === true;
    case 'device-authorization':
      return isText(json?.device_code);
    default:
      return false; // a revocation is judged by the token afterwards
  }
}

export function jsonOf({ body }: Answer): Record<string, unknown> | null {
  if (!body.trimStart().startsWith('{')) return null;
  try {
    return JSON.parse(body);
  } catch {
    return null; // an answer that is no JSON is a fact about the target, judged where it matters
  }
}

export function header(reply: Pick<Reply, 'headers'>, name: string): string | null {
  const values = reply.headers
    .filter(([key]) => key.toLowerCase() === name.toLowerCase())
    .map(([, value]) => value);
  return values.length > 0 ? values.join(', ') : null;
}

/** One line that quotes an answer, for reasons and messages. */
export function describeReply(reply: Reply): string {
  const { status, error, quote, who, endpoint, json } = reply;
  const location = status >= 300 && status < 400 ? header(reply, 'location') : null;
  const what = location
    ? `to ${location.replace(/[?#].*/s, '')}` // a query may hold anything
    : (error ?? (json ? `JSON with ${membersOf(json)}` : quote));
  return `${status === 0 ? 'connection cut' : `${status} ${what}`} (${who}, ${endpoint} endpoint)`;
}

/** By name; and where introspection calls a token dead (RFC 7662 §2.2), that it does. */
function membersOf(json: Record<string, unknown>): string {
  const names = Object.entries(json).map(([name, value]) =>
    name === 'active' && value === false ? 'active false' : name,
  );
  return names.join(', ') || 'no members';
}

/** The same for an answer to a registration (RFC 7591 §3.2.2), whose description says which of many members was at fault. */
export function describeRegistration(answer: Answer): string {
  const { error, error_description: description } = jsonOf(answer) ?? {};
  if (!isText(error)) return String(answer.status);
  return `${answer.status} ${error}${isText(description) ? `: ${description}` : ''}`;
}

const isText = (value: unknown) => typeof value === 'string' && value !== '';

function matches(pattern: ReplyPattern, answer: Answer, json: Record<string, unknown> | null): boolean {
  if (pattern.status && !pattern.status.includes(answer.status)) return false;
  if (pattern.location !== null && !(header(answer, 'location') ?? '').includes(pattern.location))
    return false;
  return Object.entries(pattern.body ?? {}).every(([pointer, value]) => valueAt(json, pointer) === value);
}
