import { faultOfHttpUrl } from '../target/addresses.ts';
import {
  type ClientAuthMethod,
  clientAuthMethods,
  type EndpointName,
  type EndpointOverride,
  type OAuthDescription,
} from '../target/description.ts';
import type { JsonObject } from './jws.ts';

/** An endpoint that authenticates clients. The URL is the one the metadata names; `addressOf` says where to send. */
export type Endpoint = Pick<EndpointOverride, 'methods' | 'audience'> & { url: string };

/** What the target says of its OAuth part: its metadata, and the endpoints after the target file's overrides. */
export type OAuthFacts = {
  issuer: string;
  metadata: JsonObject | null;
  /** Which of the two discoveries answered. */
  discovery: 'oauth' | 'openid' | null;
  endpoints: Partial<Record<EndpointName, Endpoint>>;
};

/** The target can't be judged as things are; `tried` says what was done. Exit 3. */
export class EnvironmentProblem extends Error {
  override readonly name = 'EnvironmentProblem';
  readonly code = 'environment';
}

type Get = (url: string) => Promise<{ status: number; type: string; location: string | null; body: string }>;

const metadataNames: Record<EndpointName, string> = {
  token: 'token_endpoint',
  par: 'pushed_authorization_request_endpoint',
  introspection: 'introspection_endpoint',
  revocation: 'revocation_endpoint',
  'device-authorization': 'device_authorization_endpoint',
  registration: 'registration_endpoint',
};

/** Metadata by RFC 8414 §3, then by OpenID Connect Discovery §4; the target file's endpoints replace or override it. */
export async function discover(oauth: OAuthDescription, baseUrl: string, get: Get): Promise<OAuthFacts> {
  const tried: string[] = [];
  let metadata: JsonObject | null = null;
  let discovery: OAuthFacts['discovery'] = null;
  for (const [kind, canonical] of metadataUrls(oauth.issuer)) {
    const url = addressOf(canonical, oauth.issuer, baseUrl);
    const found = await readMetadata(url, get);
    if (typeof found === 'string') {
      tried.push(found);
      continue;
    }
    metadata = found;
    discovery = kind;
    tried.push(`GET ${url} → 200, without ${metadataNames.token}`);
    break;
  }
  const endpoints: OAuthFacts['endpoints'] = {};
  for (const name of Object.keys(metadataNames) as EndpointName[]) {
    const override = oauth.endpoints[name];
    const advertised = metadata?.[metadataNames[name]];
    // A path follows the address of each instance, as everything at the issuer does.
    if (override) endpoints[name] = { ...override, url: new URL(override.url, oauth.issuer).href };
    else if (typeof advertised === 'string') {
      const fault = faultOfHttpUrl(advertised);
      if (fault) {
        throw new EnvironmentProblem(
          `the metadata's ${metadataNames[name]} is ${JSON.stringify(advertised)}: ${fault}. Name the endpoint in the target file, under oauth.endpoints.${name}.`,
        );
      }
      endpoints[name] = { url: advertised, methods: methodsOf(name, metadata), audience: null };
    }
  }
  if (!endpoints.token) {
    throw new EnvironmentProblem(
      `no token endpoint: the metadata names none and the target file has no oauth.endpoints.token. Tried:\n  ${tried.join('\n  ')}`,
    );
  }
  return { issuer: oauth.issuer, metadata, discovery, endpoints };
}

/** RFC 8414 §2: introspection and revocation may take other methods than the token endpoint. Null where nothing is said. */
function methodsOf(name: EndpointName, metadata: JsonObject | null): ClientAuthMethod[] | null {
  const listed =
    name === 'introspection' || name === 'revocation'
      ? metadata?.[`${name}_endpoint_auth_methods_supported`]
      : null;
  return Array.isArray(listed) ? clientAuthMethods.filter((method) => listed.includes(method)) : null;
}

/** Where to send what is meant for `url`: instances share issuer and endpoints, only the address changes. */
export function addressOf(url: string, issuer: string, baseUrl: string): string {
  const named = new URL(url);
  if (named.origin !== new URL(issuer).origin) return url;
  return new URL(`${named.pathname}${named.search}`, baseUrl).href;
}

/** Where the metadata is that `discover` found by this discovery. */
export function metadataUrl(issuer: string, discovery: 'oauth' | 'openid'): string {
  return new Map(metadataUrls(issuer)).get(discovery) ?? '';
}

function metadataUrls(issuer: string): ['oauth' | 'openid', string][] {
  const { origin, pathname } = new URL(issuer);
  const path = pathname === '/' ? '' : pathname.replace(/\/$/, '');
  return [
    ['oauth', `${origin}/.well-known/oauth-authorization-server${path}`],
    ['openid', `${origin}${path}/.well-known/openid-configuration`],
  ];
}

async function readMetadata(url: string, get: Get): Promise<JsonObject | string> {
  try {
    const { status, type, location, body } = await get(url);
    if (status !== 200) return `GET ${url} → ${status}${location ? ` to ${location}` : ''}`;
    const parsed: unknown = JSON.parse(body.trimStart().startsWith('{') ? body : 'null');
    if (parsed === null || typeof parsed !== 'object')
      return `GET ${url} → 200 ${type || 'without a type'}, not a JSON object`;
    if (!('issuer' in parsed || metadataNames.token in parsed))
      return `GET ${url} → 200, without ${metadataNames.token}`;
    return parsed as JsonObject;
  } catch (error) {
    if (error instanceof SyntaxError) return `GET ${url} → 200, but its JSON is broken: ${error.message}`;
    throw new EnvironmentProblem(
      `cannot reach the target: ${error instanceof Error ? error.message : error}`,
      { cause: error },
    );
  }
}
