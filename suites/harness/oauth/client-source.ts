import { createPublicKey, randomUUID } from 'node:crypto';
import type { JWK } from 'jose';
import type { CaseExchange } from '../exchange.ts';
import { Untestable } from '../outcomes.ts';
import type { ClientAuthMethod, ClientFixture, OAuthDescription } from '../target/description.ts';
import { keyFromJwk } from './assertion.ts';
import { type AssertionSetting, Client, type ClientTraits, chainOf, describeTraits, fits } from './client.ts';
import { addressOf, type OAuthFacts } from './discovery.ts';
import type { JwksHost } from './jwks-host.ts';
import { newPrivateKey } from './jws.ts';
import { profileRegistrable, withProfile } from './profile-traits.ts';
import { describeRegistration, jsonOf } from './reply.ts';

/** Where one case gets its clients: the operator's fixtures, or registrations that end with the case. */
export class ClientSource implements AsyncDisposable {
  readonly #description: OAuthDescription;
  readonly #facts: OAuthFacts;
  readonly #exchange: CaseExchange;
  readonly #setting: AssertionSetting;
  readonly #jwksHost: JwksHost;
  readonly #registered: { url: string; token: string }[] = [];

  constructor(
    description: OAuthDescription,
    facts: OAuthFacts,
    exchange: CaseExchange,
    setting: AssertionSetting,
    jwksHost: JwksHost,
  ) {
    this.#description = description;
    this.#facts = facts;
    this.#exchange = exchange;
    this.#setting = setting;
    this.#jwksHost = jwksHost;
  }

  fixture(fixture: ClientFixture, method: ClientAuthMethod): Client {
    return new Client(fixture, method, this.#setting);
  }

  async client(traits: ClientTraits): Promise<Client> {
    for (const fixture of withProfile(this.#description.clients, traits)) {
      const method = traits.chain
        ? chainOf(fixture, traits)
        : fixture.methods.find((one) => fits(fixture, one, traits));
      if (method) return this.fixture(fixture, method);
    }
    const registered = await this.#register(traits);
    if (registered) return registered;
    throw new Untestable(
      `needs ${describeTraits(traits)}, and neither a fixture nor a registration can give one`,
    );
  }

  /** Deletes what was registered (RFC 7592 §2.3); a server that keeps it keeps it. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const { url, token } of this.#registered) {
      const headers: [string, string][] = [['Authorization', `Bearer ${token}`]];
      await this.#exchange.tidyUp({ method: 'DELETE', url, headers, body: null });
    }
  }

  /** Remembers what to delete; a token is sent only where it came from. */
  #remember(made: Record<string, unknown>, registrationUrl: string): void {
    const { registration_client_uri: uri, registration_access_token: token } = made;
    if (typeof uri !== 'string' || typeof token !== 'string' || !URL.canParse(uri)) return;
    const url = addressOf(uri, this.#facts.issuer, this.#exchange.baseUrl());
    if (new URL(url).origin === new URL(registrationUrl).origin) this.#registered.push({ url, token });
  }

  /** RFC 7591. Null where the target offers none or the traits can't be asked for. */
  async #register(traits: ClientTraits): Promise<Client | null> {
    const endpoint = this.#facts.endpoints.registration;
    const { registration, grant, redirectUri } = this.#description;
    if (!profileRegistrable(traits)) return null;
    if (!registration || !endpoint || traits.chain || traits.owns || traits.secretWith || traits.secret)
      return null;
    const method = traits.method ?? 'client_secret_basic';
    const alg =
      traits.alg ??
      (method === 'private_key_jwt' ? 'ES256' : method === 'client_secret_jwt' ? 'HS256' : null);
    const key = method === 'private_key_jwt' && alg ? await newJwk(alg) : null;
    if (key) this.#exchange.secrets.addKey(key);
    if (traits.key === 'without-alg') delete key?.alg;
    const published =
      key && traits.keys ? await this.#jwksHost.publish(randomUUID(), [publicJwk(key)]) : null;
    const grantTypes = [grant.grant_type ?? '', ...(redirectUri ? ['authorization_code'] : [])].filter(
      (type) => type !== traits.withoutGrant,
    );
    if (grantTypes.length === 0) return null;
    const body = {
      client_name: 'authproof case',
      token_endpoint_auth_method: method,
      grant_types: grantTypes,
      response_types: grantTypes.includes('authorization_code') ? ['code'] : [],
      redirect_uris: redirectUri ? [redirectUri] : [],
      ...(grant.scope ? { scope: grant.scope } : {}),
      ...(alg && traits.pinned !== false ? { token_endpoint_auth_signing_alg: alg } : {}),
      ...(published ? { jwks_uri: published } : key ? { jwks: { keys: [publicJwk(key)] } } : {}),
    };
    const url = addressOf(endpoint.url, this.#facts.issuer, this.#exchange.baseUrl());
    const { answer } = await this.#exchange.send(
      {
        method: 'POST',
        url,
        headers: [
          ['Content-Type', 'application/json'],
          ['Accept', 'application/json'],
          ...(registration.initialAccessToken
            ? [['Authorization', `Bearer ${registration.initialAccessToken}`] satisfies [string, string]]
            : []),
        ],
        body: JSON.stringify(body),
      },
      'set-up',
    );
    if (answer instanceof Error) throw answer;
    const made = jsonOf(answer);
    if (typeof made?.client_id !== 'string') {
      throw new Untestable(
        `needs ${describeTraits(traits)}; its registration was answered ${describeRegistration(answer)}`,
      );
    }
    this.#remember(made, url);
    const scope = made.scope ?? body.scope;
    const fixture: ClientFixture = {
      ...asFixture(made.client_id, method, alg, key, made.client_secret),
      scopes: scope === undefined ? null : String(scope).split(' ').filter(Boolean),
      grants: Array.isArray(made.grant_types) ? made.grant_types.map(String) : grantTypes,
    };
    // A server may register something else than was asked for (RFC 7591 §3.2.1).
    if (withProfile([fixture], traits).length === 0)
      throw new Untestable(`needs ${describeTraits(traits)}, and the client that it registers is not`);
    return new Client(fixture, method, this.#setting);
  }
}

/** A private key as a JWK with a kid of its own. */
export async function newJwk(alg: string): Promise<JWK> {
  const key = await newPrivateKey(alg);
  return { ...(key.export({ format: 'jwk' }) as JWK), kid: randomUUID(), use: 'sig', alg };
}

export function publicJwk(jwk: JWK): JWK {
  const { kid, use, alg } = jwk;
  const bare = createPublicKey(keyFromJwk(jwk)).export({ format: 'jwk' }) as JWK;
  return { ...bare, ...(kid ? { kid } : {}), ...(use ? { use } : {}), ...(alg ? { alg } : {}) };
}

function asFixture(
  id: string,
  method: ClientAuthMethod,
  alg: string | null,
  key: JWK | null,
  secret: unknown,
): ClientFixture {
  return {
    id,
    methods: [method],
    chain: null,
    alg,
    pinned: alg,
    secret: typeof secret === 'string' ? secret : null,
    key,
    jwksUri: null,
    state: 'enabled',
    scopes: null,
    grants: null,
  };
}
