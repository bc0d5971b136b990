import { createPublicKey, type KeyObject } from 'node:crypto';
import type { JWK } from 'jose';
import { NotApplicable, Untestable } from '../outcomes.ts';
import type { ClientAuthMethod, ClientFixture, EndpointName } from '../target/description.ts';
import { type AssertionChange, signAssertion } from './assertion.ts';
import { keyFromJwk } from './jwk.ts';
import { describeProfileTraits, type ProfileTraits } from './profile-traits.ts';
import type { PublishedKeys } from './published-keys.ts';

/** What a case asks of a client. Absent members do not matter. */
export type ClientTraits = ProfileTraits & {
  method?: ClientAuthMethod;
  /** Every one of these must succeed in one request. */
  chain?: readonly ClientAuthMethod[];
  alg?: string;
  /** A credential that is not of its method, there to be refused. */
  owns?: 'secret' | 'key';
  /** A method that it must not be registered for. */
  notBy?: ClientAuthMethod;
  /** Characters that its secret must hold. */
  secretWith?: string;
  /** Its secret has 72 characters or more, which is all that bcrypt looks at; or it begins and ends with a space. */
  secret?: 'long' | 'spaced';
  /** Its secret has fewer bytes than this. */
  secretUnder?: number;
  /** Grant types that it may use, as far as anybody says. */
  grants?: readonly string[];
  /** Its keys are published at a jwks_uri that the harness serves. */
  keys?: 'published';
  /** Whether its registration pins it to its algorithm. */
  pinned?: boolean;
  /** Its registered key names no algorithm of its own. */
  key?: 'without-alg';
  /** Registered for this case alone, where the target registers such clients. */
  own?: true;
  /** Somebody else. */
  besides?: Client;
};

/** What the client needs to know of the run to make an assertion. */
export type AssertionSetting = {
  audience(endpoint: EndpointName): string;
  /** Seconds since the epoch, by the target's clock. */
  now(): number;
  lifetimeSeconds: number;
  /** The target says that it wants a client_id parameter beside an assertion. */
  clientIdWanted?: boolean;
};

/** A client that is registered at the target, and all its credentials. */
export class Client {
  readonly id: string;
  readonly method: ClientAuthMethod;
  /** The methods of a chain, all presented together; null for a client of one method. */
  readonly chain: readonly ClientAuthMethod[] | null;
  readonly alg: string | null;
  readonly secret: string | null;
  readonly key: KeyObject | null;
  readonly kid: string | undefined;
  readonly #fixture: ClientFixture;
  /** What it is registered for; null where nobody told. */
  readonly scopes: readonly string[] | null;
  readonly #setting: AssertionSetting;
  readonly #published: PublishedKeys | null;

  constructor(
    fixture: ClientFixture,
    method: ClientAuthMethod,
    setting: AssertionSetting,
    published: PublishedKeys | null = null,
  ) {
    this.id = fixture.id;
    this.method = method;
    this.chain = fixture.chain;
    this.alg = algorithmOf(fixture, method);
    this.secret = fixture.secret;
    this.key = fixture.key && keyFromJwk(fixture.key);
    this.kid = fixture.key?.kid;
    this.#fixture = { ...fixture }; // the key of the one in the target file changes where it is rotated
    this.scopes = fixture.scopes;
    this.#setting = setting;
    this.#published = published;
  }

  /** Whether a client_id parameter goes beside its assertions, since the target says that it wants one. */
  get sendsClientId(): boolean {
    return this.#setting.clientIdWanted ?? false;
  }

  /** A right assertion for the endpoint (the token endpoint where none is named), or one that differs as told. */
  assertion(change: AssertionChange & { endpoint?: EndpointName } = {}): string {
    const setting = this.#setting;
    return signAssertion(
      {
        clientId: this.id,
        audience: setting.audience(change.endpoint ?? 'token'),
        ...this.#signer(change),
        now: setting.now(),
        lifetimeSeconds: setting.lifetimeSeconds,
      },
      change,
    );
  }

  #signer({ signWith }: AssertionChange): { alg: string; key: KeyObject | Buffer; kid: string | undefined } {
    if ((this.chain ?? [this.method]).includes('client_secret_jwt')) {
      return { alg: this.alg ?? 'HS256', key: Buffer.from(this.secret ?? ''), kid: undefined };
    }
    const alg = this.alg ?? signWith?.alg;
    const key = this.key ?? signWith?.key;
    if (!alg || !key) throw new Untestable(`client ${this.id} has no key to sign an assertion with`);
    return { alg, key, kid: this.kid };
  }

  /** The registered public key. @throws Untestable where the client has none */
  get publicKey(): KeyObject {
    if (!this.key) throw new Untestable(`client ${this.id} has no key`);
    return createPublicKey(this.key);
  }

  /** The private key and what names it. @throws Untestable where the client has none */
  get jwk(): JWK {
    const { key } = this.#fixture;
    if (!key) throw new Untestable(`client ${this.id} has no key`);
    return key;
  }

  /** The key set at its jwks_uri. @throws Untestable where it publishes none */
  get published(): PublishedKeys {
    if (!this.#published) throw new Untestable(`client ${this.id} publishes no keys`);
    return this.#published;
  }

  /** The same client, signing with another key. */
  signingWith(key: JWK): Client {
    return new Client({ ...this.#fixture, key }, this.method, this.#setting, this.#published);
  }

  toString(): string {
    if (this.chain) return `${this.id} by ${this.chain.join(' and ')}`;
    return this.alg ? `${this.id} by ${this.method} ${this.alg}` : `${this.id} by ${this.method}`;
  }
}

/** What it signs assertions with. */
export function algorithmOf({ alg, key }: ClientFixture, method: ClientAuthMethod): string | null {
  return alg ?? key?.alg ?? (method === 'client_secret_jwt' ? 'HS256' : null);
}

const secretShapes = {
  long: { pattern: /^.{72,}$/, words: 'has 72 characters or more' },
  spaced: { pattern: /^ .* $/, words: 'begins and ends with a space' },
};

export function fits(fixture: ClientFixture, method: ClientAuthMethod, traits: ClientTraits): boolean {
  const { secret, key } = fixture;
  if (traits.besides?.id === fixture.id) return false;
  if (traits.method ? traits.method !== method : method === 'none') return false;
  if (traits.alg && traits.alg !== (fixture.alg ?? (method === 'client_secret_jwt' ? 'HS256' : null)))
    return false;
  if (traits.owns === 'secret' && (method !== 'private_key_jwt' || secret === null)) return false;
  if (traits.owns === 'key' && (method === 'private_key_jwt' || key === null)) return false;
  if (traits.notBy && fixture.methods.includes(traits.notBy)) return false;
  if (!mayUse(fixture, traits)) return false;
  if (traits.pinned && (fixture.pinned === null || fixture.pinned === 'none')) return false;
  if (traits.pinned === false && fixture.pinned !== 'none') return false;
  if (traits.key && (key === null || key.alg !== undefined)) return false;
  if (traits.keys === 'published' && fixture.jwksUri === null) return false;
  if (traits.secret && !secretShapes[traits.secret].pattern.test(secret ?? '')) return false;
  if (traits.secretUnder && (secret === null || Buffer.byteLength(secret) >= traits.secretUnder))
    return false;
  return [...(traits.secretWith ?? '')].every((character) => secret?.includes(character));
}

/** The first method of a chain fixture with these traits; undefined where it has others. */
export function chainOf(fixture: ClientFixture, traits: ClientTraits): ClientAuthMethod | undefined {
  const { chain, id } = fixture;
  if (!traits.chain || traits.besides?.id === id || !mayUse(fixture, traits)) return undefined;
  return traits.chain.every((method) => chain?.includes(method)) ? chain?.[0] : undefined;
}

/** As far as anybody says. */
export function mayUse({ grants }: ClientFixture, { grants: wanted = [] }: ClientTraits): boolean {
  return grants === null || wanted.every((one) => grants.includes(one));
}

export function describeTraits(traits: ClientTraits): string {
  const { method, alg, owns, notBy, secretWith, keys, pinned, key, besides } = traits;
  const words = traits.chain
    ? [`a client whose chain is ${traits.chain.join(' and ') || 'any'}`]
    : [
        method === 'none'
          ? 'a public client'
          : `a ${[method, alg].filter(Boolean).join(' ') || 'confidential'} client`,
      ];
  if (owns) words.push(`that also owns a ${owns}`);
  if (notBy) words.push(`that is not registered for ${notBy}`);
  if (secretWith) words.push(`whose secret holds ${JSON.stringify(secretWith)}`);
  if (traits.secret) words.push(`whose secret ${secretShapes[traits.secret].words}`);
  if (traits.secretUnder) words.push(`whose secret has fewer than ${traits.secretUnder} bytes`);
  if (traits.grants) words.push(`that may use ${traits.grants.join(' and ')}`);
  if (pinned !== undefined) words.push(`that is ${pinned ? 'pinned to its' : 'pinned to no'} algorithm`);
  if (key) words.push('whose key names no algorithm');
  if (keys) words.push('whose keys the harness serves');
  words.push(...describeProfileTraits(traits));
  if (besides) words.push(`besides ${besides.id}`);
  return words.join(' ');
}

/** An identifier of the same form that nobody has: the same characters at its end, each replaced by one of its kind. */
export function nobodyLike(id: string): string {
  const kinds = ['0123456789', 'abcdef', 'ghijklmnopqrstuvwxyz', 'ABCDEF', 'GHIJKLMNOPQRSTUVWXYZ'];
  const replaced = (character: string) => {
    const kind = kinds.find((one) => one.includes(character)) ?? character;
    return kind.charAt((kind.indexOf(character) + Math.ceil(kind.length / 2)) % kind.length);
  };
  return `${id.slice(0, -8)}${[...id.slice(-8)].map(replaced).join('')}`;
}

/** In the other letter case, which makes another identifier and another scope of it (RFC 7519 §2, RFC 6749 §3.3). */
export function inOtherCase(text: string): string {
  return text === text.toUpperCase() ? text.toLowerCase() : text.toUpperCase();
}

/** The same of an identifier. @throws NotApplicable where it has no letters */
export function idInOtherCase(id: string): string {
  const other = inOtherCase(id);
  if (other === id) throw new NotApplicable(`the identifier ${id} has no letters`);
  return other;
}

/** An ASCII letter in its full width: the same one to whoever brings text into the Unicode form NFKC. */
export function wideLetter(letter: string): string {
  return String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0);
}

/** Another secret, of which only the last character differs, and in more than its letter case. */
export function secretLike(secret: string): string {
  return `${secret.slice(0, -1)}${secret.endsWith('1') ? '2' : '1'}`;
}
