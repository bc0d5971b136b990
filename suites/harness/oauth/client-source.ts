import type { KeyObject } from 'node:crypto';
import type { CaseExchange } from '../exchange.ts';
import type { Answer } from '../http/send.ts';
import { Untestable } from '../outcomes.ts';
import { keySet, type Sink } from '../sink.ts';
import type { ClientAuthMethod, ClientFixture, OAuthDescription } from '../target/description.ts';
import { leastSecretBytes } from '../target/key-fit.ts';
import {
  type AssertionSetting,
  algorithmOf,
  Client,
  type ClientTraits,
  chainOf,
  describeTraits,
  fits,
  mayUse,
} from './client.ts';
import { addressOf, type OAuthFacts } from './discovery.ts';
import { newJwk, publicJwk } from './jwk.ts';
import { withProfile } from './profile-traits.ts';
import { PublishedKeys } from './published-keys.ts';
import {
  canAskFor,
  fixtureOf,
  grantsFor,
  isAboutItsMetadata,
  isAsAsked,
  metadataOf,
  registrationRequest,
  type Wanted,
} from './registration.ts';
import { describeRegistration, jsonOf } from './reply.ts';

/** Where one case gets its clients: the operator's fixtures, or registrations that end with the case. */
export class ClientSource implements AsyncDisposable {
  readonly #description: OAuthDescription;
  readonly #facts: OAuthFacts;
  readonly #exchange: CaseExchange;
  readonly #setting: AssertionSetting;
  readonly #sink: Sink;
  readonly #registered: { url: string; token: string }[] = [];

  constructor(
    description: OAuthDescription,
    facts: OAuthFacts,
    exchange: CaseExchange,
    setting: AssertionSetting,
    sink: Sink,
  ) {
    this.#description = description;
    this.#facts = facts;
    this.#exchange = exchange;
    this.#setting = setting;
    this.#sink = sink;
  }

  fixture(fixture: ClientFixture, method: ClientAuthMethod): Client {
    const { jwksUri } = fixture;
    const published = jwksUri && new PublishedKeys(jwksUri.serve, this.#sink, fixture);
    return new Client(fixture, method, this.#setting, published);
  }

  /** The same client with another key, a fresh one unless it is given; nobody has been shown it yet. */
  async withNewKey(client: Client, alg: string, key?: KeyObject): Promise<Client> {
    const jwk = await newJwk(alg, key);
    this.#exchange.secrets.addKey(jwk);
    return client.signingWith(jwk);
  }

  async client(traits: ClientTraits): Promise<Client> {
    const listed = this.#listed(traits);
    if (listed && !traits.own && this.#suits(listed, traits)) return this.fixture(...listed);
    const answered = await this.#register(traits).catch((error: unknown) => {
      if (listed && error instanceof Untestable) return null;
      throw error;
    });
    if (answered instanceof Client) return answered;
    if (listed) return this.fixture(...listed);
    const needs = `needs ${describeTraits(traits)}`;
    throw new Untestable(
      answered
        ? `${needs}; its registration was answered ${describeRegistration(answered)}`
        : `${needs}, and neither a fixture nor a registration can give one`,
    );
  }

  /** Whether the operator has made such a client. */
  hasFixture(traits: ClientTraits): boolean {
    return this.#listed(traits) !== undefined;
  }

  /**
   * Asks for a registration that may be refused: null where it is.
   * @throws Untestable where the target offers none, or answers something that is not about what was asked
   */
  async register(traits: ClientTraits, weakness: Weakness = {}): Promise<Client | null> {
    const answered = await this.tryToRegister(traits, weakness);
    if (answered instanceof Client) return answered;
    if (answered.status >= 400 && answered.status < 500 && answered.status !== 429) return null;
    throw new Untestable(
      `the registration of ${describeTraits(traits)} was answered ${describeRegistration(answered)}`,
    );
  }

  /** The client, or the answer that gave none. @throws Untestable where nothing can be registered */
  async tryToRegister(traits: ClientTraits, weakness: Weakness = {}): Promise<Client | Answer> {
    const answered = await this.#register(traits, weakness);
    if (answered) return answered;
    const missing = this.#description.registration
      ? 'neither the metadata nor oauth.endpoints name a registration endpoint'
      : 'the target file has no oauth.registration';
    throw new Untestable(`needs ${describeTraits(traits)} to be registered, and ${missing}`);
  }

  /**
   * The first fixture with these traits. One that may not use the probing grant, that does not say whether it may use what
   * is wanted, whose secret is too short, or that signs unlike `besides`, only where there is no other.
   */
  #listed(traits: ClientTraits): Listed | undefined {
    const fitting = withProfile(this.#description.clients, traits).flatMap((fixture): Listed[] => {
      const method = traits.chain
        ? chainOf(fixture, traits)
        : fixture.methods.find((one) => fits(fixture, one, traits));
      return method ? [[fixture, method]] : [];
    });
    const preferences: ((one: Listed) => boolean)[] = [
      (one) => this.#mayProbe(one, traits),
      ([{ grants }]) => traits.grants === undefined || grants !== null,
      ([fixture, method]) => !isShort(fixture, method),
      ([fixture, method]) => signsAlike(fixture, method, traits),
    ];
    return preferences.reduce(preferring, fitting)[0];
  }

  /** Where that is not so, one that registers is better. */
  #suits(one: Listed, traits: ClientTraits): boolean {
    return this.#mayProbe(one, traits) && signsAlike(...one, traits);
  }

  /** A public client seldom may, and no case wants it to. */
  #mayProbe([fixture, method]: Listed, { withoutGrant, grants }: ClientTraits): boolean {
    const { grant_type = '' } = this.#description.grant;
    if (withoutGrant !== undefined || method === 'none') return true;
    return mayUse(fixture, { grants: grants ?? [grant_type] });
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

  /** RFC 7591. The answer where it gives no client; null where the target offers none or the traits can't be asked for. */
  async #register(traits: ClientTraits, weakness: Weakness = {}): Promise<Client | Answer | null> {
    const endpoint = this.#facts.endpoints.registration;
    const { registration } = this.#description;
    if (!registration || !endpoint || !canAskFor(traits)) return null;
    const wanted = await this.#wanted(traits, weakness);
    if (wanted.grants.length === 0) return null;
    const url = addressOf(endpoint.url, this.#facts.issuer, this.#exchange.baseUrl());
    const request = registrationRequest(url, registration, metadataOf(wanted, this.#description));
    const ask = async () => {
      const { answer } = await this.#exchange.send(request, 'set-up');
      if (answer instanceof Error) throw answer;
      return answer;
    };
    const first = await ask();
    const answer = isAboutItsMetadata(first) ? first : await ask();
    const made = jsonOf(answer);
    if (typeof made?.client_id !== 'string') return answer;
    this.#remember(made, url);
    const fixture = fixtureOf(wanted, made, this.#description);
    if (!isAsAsked(fixture, wanted) || withProfile([fixture], traits).length === 0)
      throw new Untestable(`needs ${describeTraits(traits)}, and the client that it registers is not`);
    return this.fixture(fixture, wanted.method);
  }

  async #wanted(traits: ClientTraits, { key: given, secret, second }: Weakness): Promise<Wanted> {
    const method = traits.method ?? 'client_secret_basic';
    const alg = traits.alg ?? algorithmBeside(traits, method) ?? usualAlgorithms[method] ?? null;
    const key = method === 'private_key_jwt' && alg ? await newJwk(alg, given) : null;
    const keyBefore = second && key && alg ? await newJwk(alg) : null;
    for (const one of [key, keyBefore]) if (one) this.#exchange.secrets.addKey(one);
    if (secret) this.#exchange.secrets.add('client-secret', secret);
    if (traits.key === 'without-alg') delete key?.alg;
    const published = key && traits.keys ? await this.#sink.offer(keySet([publicJwk(key)])) : null;
    const pinned = traits.pinned === false ? null : alg;
    const grants = grantsFor(traits, this.#description, this.#facts.endpoints.par !== undefined);
    const jwksUri = published?.url ?? null;
    return { method, alg, pinned, grants, key, keyBefore, secret: secret ?? null, jwksUri };
  }
}

/** What a registration asks for that a target may refuse. */
export type Weakness = {
  key?: KeyObject;
  secret?: string;
  /** The key is the second of two; the first is a sound one that nobody signs with. */
  second?: true;
};

const usualAlgorithms: Partial<Record<ClientAuthMethod, string>> = {
  private_key_jwt: 'ES256',
  client_secret_jwt: 'HS256',
};

type Listed = [ClientFixture, ClientAuthMethod];

/** Those of which it holds, or all where it holds of none. */
function preferring(listed: Listed[], holds: (one: Listed) => boolean): Listed[] {
  const some = listed.filter(holds);
  return some.length > 0 ? some : listed;
}

/** Somebody else who signs by another algorithm may be refused for that alone, when the question is who they are. */
function signsAlike(fixture: ClientFixture, method: ClientAuthMethod, traits: ClientTraits): boolean {
  const alg = algorithmBeside(traits, method);
  return alg === null || alg === algorithmOf(fixture, method);
}

/** Of an assertion by somebody else, where the case does not ask for one. */
function algorithmBeside({ besides, alg, chain }: ClientTraits, method: ClientAuthMethod): string | null {
  const isFree = alg === undefined && chain === undefined && method.endsWith('_jwt');
  return isFree && besides?.method === method ? besides.alg : null;
}

function isShort({ alg, secret }: ClientFixture, method: ClientAuthMethod): boolean {
  return method === 'client_secret_jwt' && Buffer.byteLength(secret ?? '') < leastSecretBytes(alg ?? 'HS256');
}
