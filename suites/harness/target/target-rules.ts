import type { Path } from '../../../requirements/schema-findings.ts';
import type { InvalidFile, YamlFile } from '../../../requirements/yaml-file.ts';
import { codeGrant } from '../oauth/authorization-code.ts';
import { faultOfHttpUrl } from './addresses.ts';
import { hmacAlgorithms, isKeyAlgorithm, keyAlgorithms } from './key-fit.ts';
import type { ClientEntry, TargetFile } from './target-file.ts';
import { hasVariable } from './variables.ts';

type Fault = { path: Path; message: string };

/** What no schema of a single value can see: members that contradict each other, and URLs that are none. */
export function faultsOf({ value, problem }: YamlFile<TargetFile>): InvalidFile[] {
  const faults = [...faultsOfAddresses(value), ...faultsOfClients(value.oauth?.clients ?? [])];
  return [...faults, ...faultsOfUrls(value)].map(({ path, message }) => problem(path, message));
}

function* faultsOfAddresses({ baseUrls, launch, oauth, capabilities }: TargetFile): Generator<Fault> {
  if (!launch && !baseUrls)
    yield { path: ['baseUrls'], message: 'missing; expected a list of URLs, or launch' };
  if (launch && baseUrls) {
    yield { path: ['baseUrls'], message: 'goes without launch only; here start() gives the URLs' };
  }
  if (launch && capabilities?.restart) {
    yield {
      path: ['capabilities', 'restart'],
      message: 'goes without launch only; here start() gives restart()',
    };
  }
  if (!launch && oauth && oauth.issuer === undefined) {
    yield { path: ['oauth', 'issuer'], message: 'missing; expected the issuer identifier, a URL' };
  }
  for (const [index, { when }] of (oauth?.refused ?? []).entries()) {
    const says = when.status ?? when.location ?? when.body;
    if (says !== undefined) continue;
    yield {
      path: ['oauth', 'refused', index, 'when'],
      message: 'expected at least one of status, location, body',
    };
  }
  if (oauth?.grant && 'grant_type' in oauth.grant) {
    yield { path: ['oauth', 'grant', 'grant_type'], message: 'is named type here' };
  }
  if (oauth?.grant?.type === codeGrant && !(oauth.redirectUri && capabilities?.admin)) {
    yield {
      path: ['oauth', 'grant', 'type'],
      message: `${codeGrant} needs oauth.redirectUri and capabilities.admin, which mints the codes`,
    };
  }
}

function* faultsOfClients(clients: readonly ClientEntry[]): Generator<Fault> {
  const ids = clients.map(({ id }) => id);
  for (const [index, client] of clients.entries()) {
    const path: Path = ['oauth', 'clients', index];
    if (ids.indexOf(client.id) < index) {
      yield { path: [...path, 'id'], message: `the client "${client.id}" is listed twice` };
    }
    for (const [key, message] of faultsOfClient(client)) yield { path: [...path, key], message };
  }
}

/** Each with the key that it is best mended at. */
function* faultsOfClient(client: ClientEntry): Generator<[keyof ClientEntry, string]> {
  const { chain, alg, pinned, secret, key, jwksUri } = client;
  if (client.method !== undefined && chain)
    yield ['chain', 'goes without method only; a client has one of the two'];
  if (client.method === undefined && !chain)
    yield ['method', 'missing; expected a method, a list of methods, or chain'];
  const methods = chain ?? [client.method ?? []].flat();
  const listed = chain ? 'chain' : 'method';
  if (new Set(methods).size < methods.length) yield [listed, 'names a method twice'];

  const needsSecret = methods.find((method) => method.startsWith('client_secret_'));
  if (needsSecret && !secret) yield ['secret', `missing; ${needsSecret} needs a secret`];
  const signsWithKey = methods.includes('private_key_jwt');
  if (signsWithKey && !key && !jwksUri) yield ['key', 'missing; private_key_jwt needs key or jwksUri'];
  if (key && jwksUri) yield ['jwksUri', 'goes without key only; here the harness makes the keys'];

  const signsWithSecret = methods.includes('client_secret_jwt');
  if (signsWithKey && signsWithSecret && !chain) {
    yield ['method', 'one alg cannot serve both client_secret_jwt and private_key_jwt; expected one of them'];
  } else if (signsWithKey && (!alg || !isKeyAlgorithm(alg))) {
    yield [
      'alg',
      `${alg ? `found ${alg}` : 'missing'}; private_key_jwt needs one of ${keyAlgorithms.join(', ')}`,
    ];
  } else if (signsWithSecret && !signsWithKey && alg && isKeyAlgorithm(alg)) {
    yield ['alg', `found ${alg}; client_secret_jwt needs one of ${hmacAlgorithms.join(', ')}`];
  }
  if (pinned && pinned !== 'none' && alg && pinned !== alg) {
    yield ['pinned', `a client that is pinned to ${pinned} cannot sign with ${alg}, its alg`];
  }
}

/** Strings with a variable are left for the second look, after the target has started. */
function* faultsOfUrls({ baseUrls = [], oauth, capabilities }: TargetFile): Generator<Fault> {
  for (const [index, url] of baseUrls.entries()) yield* faultOf(['baseUrls', index], url, faultOfServer);
  if (oauth?.issuer !== undefined) yield* faultOf(['oauth', 'issuer'], oauth.issuer, faultOfServer);
  for (const [name, endpoint] of Object.entries(oauth?.endpoints ?? {})) {
    const path = ['oauth', 'endpoints', name];
    if (typeof endpoint === 'string') yield* faultOf(path, endpoint, faultOfEndpoint);
    else yield* faultOf([...path, 'url'], endpoint.url, faultOfEndpoint);
  }
  if (oauth?.redirectUri !== undefined)
    yield* faultOf(['oauth', 'redirectUri'], oauth.redirectUri, faultOfRedirect);
  for (const [index, { jwksUri }] of (oauth?.clients ?? []).entries()) {
    if (jwksUri)
      yield* faultOf(['oauth', 'clients', index, 'jwksUri', 'serve'], jwksUri.serve, faultOfServed);
  }
  const clock = capabilities?.clock;
  if (clock?.kind === 'http') yield* faultsOfClock(clock.url);
  const audit = capabilities?.audit;
  if (audit) yield* faultOf(['capabilities', 'audit', 'get'], audit.get, faultOfHttpUrl);
}

function* faultsOfClock(url: string | string[]): Generator<Fault> {
  const path: Path = ['capabilities', 'clock', 'url'];
  if (typeof url === 'string') return yield* faultOf(path, url, faultOfHttpUrl);
  for (const [index, one] of url.entries()) yield* faultOf([...path, index], one, faultOfHttpUrl);
}

function* faultOf(path: Path, text: string, look: (text: string) => string | null): Generator<Fault> {
  const message = hasVariable(text) ? null : look(text);
  if (message)
    yield { path, message: text.includes('@') ? message : `${message}; found ${JSON.stringify(text)}` };
}

/** RFC 8414 §2: an issuer has neither query nor fragment; nor could paths follow a base URL that has. */
function faultOfServer(text: string): string | null {
  return faultOfHttpUrl(text) ?? (/[?#]/.test(text) ? 'expected a URL without query and fragment' : null);
}

function faultOfEndpoint(text: string): string | null {
  if (text.startsWith('/') && !text.startsWith('//')) return null;
  return faultOfHttpUrl(text) && 'expected an http or https URL, or a path that starts with /';
}

function faultOfRedirect(text: string): string | null {
  return URL.canParse(text) ? null : 'expected an absolute URI';
}

function faultOfServed(text: string): string | null {
  return (
    faultOfHttpUrl(text) ??
    (text.startsWith('http:') ? null : 'expected an http URL, which the harness can serve')
  );
}
