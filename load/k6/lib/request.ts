import http, { type Response } from 'k6/http';
import { signAssertion } from './assertion.ts';
import type { AnswerKind } from './measures.ts';
import type { PlannedRequest } from './plan.ts';

export type ReadyRequest = { method: 'POST'; body: string; headers: Record<string, string> };

/** The request with an assertion of its own, where it needs one. */
export async function makeReady({ headers, form, sign }: PlannedRequest): Promise<ReadyRequest> {
  const assertion = sign ? await signAssertion(sign) : '';
  const members = form.map(([name, value]) => [
    name,
    sign && name === 'client_assertion' ? assertion : value,
  ]);
  // k6 has no URLSearchParams, and its own encoding of an object can't repeat a name.
  const body = members.map((pair) => pair.map((text = '') => encodeURIComponent(text)).join('=')).join('&');
  return { method: 'POST', body, headers };
}

/** No redirect is followed, so nothing is sent to where the plan does not say; an answer is waited for 5 s. */
export const paramsOf = (headers: Record<string, string>, tags: Record<string, string>) => ({
  headers,
  tags,
  redirects: 0,
  timeout: '5s',
});

export function send(url: string, { body, headers }: ReadyRequest, tags: Record<string, string>): Response {
  return http.post(url, body, paramsOf(headers, tags));
}

/** Acceptance is narrow and decided first: an access token. */
export function kindOf({ status, body }: Response): AnswerKind {
  if (status === 0) return 'lost';
  if (holdsToken(body)) return 'accepted';
  if (status === 429) return 'throttled';
  if (status >= 500) return 'fault';
  return status === 400 || status === 401 || status === 403 ? 'refused' : 'other';
}

function holdsToken(body: Response['body']): boolean {
  if (typeof body !== 'string' || !body.trimStart().startsWith('{')) return false;
  try {
    const { access_token } = JSON.parse(body);
    return typeof access_token === 'string' && access_token !== '';
  } catch {
    return false; // an answer that is no JSON grants nothing
  }
}
