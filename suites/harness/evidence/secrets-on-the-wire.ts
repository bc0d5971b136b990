import type { Answer, OutgoingRequest } from '../http/send.ts';

type Found = { kind: string; value: string };

/** Members of forms and of JSON that are secrets wherever they stand. */
const secretMembers = new Set([
  'access_token',
  'refresh_token',
  'id_token',
  'client_secret',
  'registration_access_token',
  'password',
  'code_verifier',
]);

/** Ordinary words stand in headers and cookies too; what identifies somebody is longer. */
const shortestToken = 16;

/** The secrets that a request carries, in its body or its URL: credentials, tokens, codes, and the signatures of assertions. */
export function secretsSent({ url, headers, body }: OutgoingRequest): Found[] {
  const forms = [new URL(url).searchParams, new URLSearchParams(String(body ?? ''))];
  return [
    ...headers.flatMap(([name, value]) => (/^authorization$/i.test(name) ? inAuthorization(value) : [])),
    ...forms.flatMap((form) => [...inForm(form), ...form.getAll('client_assertion').flatMap(signaturesOf)]),
  ];
}

/** The secrets that an answer carries: in its JSON or form, in the address it redirects to, in its cookies. */
export function secretsReceived({ headers, body }: Answer): Found[] {
  return [
    ...(inJson(body) ?? inForm(new URLSearchParams(body))),
    ...headers.flatMap(([name, value]) => {
      if (/^location$/i.test(name)) return inAddress(value);
      return /^set-cookie$/i.test(name) ? inCookie(value) : [];
    }),
  ];
}

function inAuthorization(value: string): Found[] {
  const [, scheme = '', credentials = ''] = /^(\S+) +(.+)$/.exec(value) ?? [];
  if (!/^basic$/i.test(scheme)) return tokensOf('token', credentials);
  const [, password] = /^[^:]*:(.*)$/s.exec(Buffer.from(credentials, 'base64').toString()) ?? [];
  if (password === undefined) return []; // an identifier alone, which stands in many places, or no Base64
  const [decoded = ''] = new URLSearchParams(`=${password.replaceAll('&', '%26')}`).values();
  return [
    { kind: 'basic-credentials', value: credentials },
    ...[password, decoded].map((value) => ({ kind: 'client-secret', value })),
  ];
}

/** What follows the claims of a compact assertion, or every signature of a JSON one (RFC 7515 §7). */
function signaturesOf(assertion: string): Found[] {
  const json = parsed(assertion);
  const signatures =
    json === undefined
      ? assertion.split('.').slice(2)
      : stringsIn(json).flatMap(([name, value]) => (name === 'signature' ? value : []));
  return signatures.flatMap((signature) => tokensOf('signature', signature));
}

function inForm(form: URLSearchParams): Found[] {
  return [...form].flatMap(([name, value]) => {
    if (name === 'code') return tokensOf('authorization-code', value);
    return secretMembers.has(name) ? { kind: kindOf(name), value } : [];
  });
}

/** Undefined where it is no JSON. */
function inJson(text: string): Found[] | undefined {
  const json = parsed(text);
  if (json === undefined) return undefined;
  return stringsIn(json).flatMap(([name, value]) =>
    secretMembers.has(name) ? { kind: kindOf(name), value } : [],
  );
}

function inAddress(location: string): Found[] {
  const [, query = '', fragment = ''] = /^[^?#]*(?:\?([^#]*))?(?:#(.*))?$/s.exec(location) ?? [];
  return [query, fragment].flatMap((part) => inForm(new URLSearchParams(part)));
}

function inCookie(cookie: string): Found[] {
  const [, value = ''] = /^[^=;]*=\s*"?([^;"]*)/.exec(cookie) ?? [];
  return tokensOf('cookie', value);
}

const tokensOf = (kind: string, value: string): Found[] =>
  value.length < shortestToken ? [] : [{ kind, value }];

const kindOf = (member: string) => member.replaceAll('_', '-');

/** An object or a list; undefined for anything else. */
function parsed(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return value instanceof Object ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Every string with the name it stands under, at whatever depth: targets nest deeper than a call stack. */
function stringsIn(json: object): [name: string, value: string][] {
  const found: [string, string][] = [];
  const waiting = [json];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const [name, value] of Object.entries(next)) {
      if (typeof value === 'string') found.push([name, value]);
      else if (value instanceof Object) waiting.push(value);
    }
  }
  return found;
}
