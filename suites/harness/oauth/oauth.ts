import type { KeyObject } from 'node:crypto';
import type { Admin } from '../admin.ts';
import type { CaseExchange } from '../exchange.ts';
import { type Answer, NoAnswer } from '../http/send.ts';
import { NotApplicable, Untestable } from '../outcomes.ts';
import type {
  ClientAuthMethod,
  ClientFixture,
  EndpointName,
  OAuthDescription,
} from '../target/description.ts';
import { credentialOf, type Probe, toRequest } from './call.ts';
import type { Client, ClientTraits } from './client.ts';
import type { ClientSource, Weakness } from './client-source.ts';
import { CodesAsGrant } from './codes-as-grant.ts';
import { addressOf, metadataUrl, type OAuthFacts } from './discovery.ts';
import { clientIdsFetchedBy, type Listed, listedAt } from './listed.ts';
import { LiveTokens } from './live-tokens.ts';
import { pushedRequest } from './pushed-request.ts';
import { type PreparedCall, type RaceOutcome, raceOutcomeOf } from './race-outcome.ts';
import { sharesWhatIsSpent } from './repeated-faults.ts';
import { jsonOf, kindOf, type Reply } from './reply.ts';
import { type TokenOwner, tokenOwnerOf } from './token-owner.ts';

/** The target's OAuth part, as one case uses it. */
export class OAuth {
  readonly issuer: string;
  readonly #description: OAuthDescription;
  readonly #facts: OAuthFacts;
  readonly #exchange: CaseExchange;
  readonly #clients: ClientSource;
  readonly #codes: CodesAsGrant;
  readonly #liveTokens: LiveTokens;

  /** @param now seconds since the epoch, by the target's clock */
  constructor(
    description: OAuthDescription,
    facts: OAuthFacts,
    exchange: CaseExchange,
    clients: ClientSource,
    admin: Admin,
    now: () => number,
  ) {
    this.issuer = facts.issuer;
    this.#description = description;
    this.#facts = facts;
    this.#exchange = exchange;
    this.#clients = clients;
    this.#codes = new CodesAsGrant(description, admin);
    this.#liveTokens = new LiveTokens(now);
  }

  /** A fixture with these traits, or one registered for this case. @throws Untestable naming the traits */
  client(traits: ClientTraits = {}): Promise<Client> {
    return this.#clients.client(traits);
  }

  /** Whether the operator has made such a client. */
  hasFixture(traits: ClientTraits): boolean {
    return this.#clients.hasFixture(traits);
  }

  /** Asks for a registration that may be refused: null where it is. @throws Untestable where the target offers none */
  register(traits: ClientTraits, weakness?: Weakness): Promise<Client | null> {
    return this.#clients.register(traits, weakness);
  }

  /** The client, or the answer that gave none. @throws Untestable where nothing can be registered */
  tryToRegister(traits: ClientTraits): Promise<Client | Answer> {
    return this.#clients.tryToRegister(traits);
  }

  /** The same client with another key, a fresh one unless it is given; nobody has been shown it yet. */
  withNewKey(client: Client, alg: string, key?: KeyObject): Promise<Client> {
    return this.#clients.withNewKey(client, alg, key);
  }

  /** This very fixture, by one of its methods. */
  fixture(fixture: ClientFixture, method: ClientAuthMethod): Client {
    return this.#clients.fixture(fixture, method);
  }

  /** Of the request that probes an authenticated client. */
  get grantType(): string {
    return this.#description.grant.grant_type ?? '';
  }

  /** The endpoint's URL as the metadata names it. */
  url(endpoint: EndpointName): string {
    return this.#endpoint(endpoint).url;
  }

  /** Whether clients may authenticate by the method there, as far as file or metadata tell. */
  takes(method: ClientAuthMethod, endpoint: EndpointName): boolean {
    return this.#endpoint(endpoint).methods?.includes(method) ?? true;
  }

  /** The ways to authenticate that the metadata list there. @throws NotApplicable where the target has no metadata */
  listedAt(endpoint: EndpointName): Listed {
    const { metadata } = this.#facts;
    if (!metadata) throw new NotApplicable('the target publishes no metadata');
    return listedAt(endpoint, metadata, { openIdOnly: this.metadataAreOpenIdOnly });
  }

  /** Whether the metadata are those of OpenID Connect Discovery alone, to which RFC 8414 does not apply. */
  get metadataAreOpenIdOnly(): boolean {
    return this.#facts.discovery === 'openid';
  }

  /** What in the metadata says that client identifiers are fetched by design; null where nothing does. */
  get clientIdsFetchedBy(): string | null {
    const { metadata } = this.#facts;
    return metadata && clientIdsFetchedBy(metadata);
  }

  /** The metadata again, asked for with headers of the case's own. @throws NotApplicable where the target has none */
  async metadata(
    headers: [string, string][] = [],
  ): Promise<{ status: number; json: Record<string, unknown> | null }> {
    const { discovery } = this.#facts;
    if (!discovery) throw new NotApplicable('the target publishes no metadata');
    const url = addressOf(metadataUrl(this.issuer, discovery), this.issuer, this.#exchange.baseUrl());
    const accept: [string, string] = ['Accept', 'application/json'];
    const request = { method: 'GET', url, headers: [accept, ...headers], body: null };
    const { answer } = await this.#exchange.send(request, 'probe');
    if (answer instanceof NoAnswer) throw answer;
    return { status: answer.status, json: jsonOf(answer) };
  }

  /** Asks for a token: by the client's own credential, or as the probe says. */
  token(client: Client, probe: Probe = {}): Promise<Reply> {
    return this.call('token', client, probe);
  }

  /** Calls an endpoint that authenticates clients. A server fault is repeated between controls before it counts. */
  async call(endpoint: EndpointName, client: Client, probe: Probe = {}): Promise<Reply> {
    const reply = await this.#callTwiceWhereItFails(endpoint, client, probe);
    return endpoint === 'token' && this.#codes.serveFor(probe)
      ? this.#unlessForTheCode(reply, client, probe)
      : reply;
  }

  async #callTwiceWhereItFails(endpoint: EndpointName, client: Client, probe: Probe): Promise<Reply> {
    // Made anew each time: what a server took before it failed may be spent.
    const once = async () =>
      this.#perform(endpoint, client, await this.prepare(endpoint, client, probe), probe);
    const first = await once();
    if (first.kind !== 'fault') return first;
    const { instance, undeclared } = probe;
    const healthy = () => this.#healthy(endpoint, client, { instance, undeclared });
    const before = await healthy();
    const again = await once();
    const after = await healthy();
    const maybeSpent = again.kind === 'refused' && sharesWhatIsSpent(first, again);
    if (again.kind !== 'fault' && !maybeSpent) return again;
    if (maybeSpent) return { ...first, kind: 'other' };
    if (!before || !after) return { ...again, kind: 'other' };
    this.#exchange.recorder.restsOnFault = true;
    this.#exchange.recorder.notes.push(
      `answered ${again.status} twice between passing controls; counted as a refusal`,
    );
    return { ...again, kind: 'refused' };
  }

  /** A call of which only the time of its answer matters; it is not put on record. Milliseconds. @throws NoAnswer */
  async timed(endpoint: EndpointName, client: Client, probe: Probe): Promise<{ reply: Reply; ms: number }> {
    const { request, judge } = await this.prepare(endpoint, client, probe);
    const { answer, exchange } = await this.#exchange.sendTimed(request);
    return { reply: judge(answer, exchange), ms: exchange.durationMs };
  }

  /**
   * Sends one call as it is, and judges it by its answer alone: a fault is not tried again, and whether a revoked token
   * is dead is left to the case.
   */
  async sendOnce(endpoint: EndpointName, client: Client, probe: Probe = {}): Promise<Reply> {
    const { request, judge } = await this.prepare(endpoint, client, probe);
    const { answer, exchange } = await this.#exchange.send(request, 'probe');
    if (answer instanceof NoAnswer) throw answer;
    return judge(answer, exchange);
  }

  /** Whose token the reply holds, as the target tells it. @throws Untestable where it does not */
  tokenOwner(client: Client, reply: Reply): Promise<TokenOwner> {
    return tokenOwnerOf(this.#description, reply, async (token) => {
      const asker = await this.#introspector(this.#endpoint('introspection').methods, client);
      const told = await this.call('introspection', asker, { form: { token } });
      told.exchange.role = 'set-up';
      return told.json ?? {};
    });
  }

  /** A call made ready but not sent, for `race`. */
  async prepare(endpoint: EndpointName, client: Client, probe: Probe = {}): Promise<PreparedCall> {
    const { methods } = this.#endpoint(endpoint);
    if (methods && !methods.includes(client.method) && !probe.undeclared) {
      throw new NotApplicable(`the ${endpoint} endpoint is declared to take ${methods.join(', ')} only`);
    }
    const form = await this.#ownForm(endpoint, client, probe);
    const credential = credentialOf(client, probe, endpoint, this.#exchange.secrets);
    const url = addressOf(this.#endpoint(endpoint).url, this.issuer, this.#exchange.baseUrl(probe.instance));
    const request = toRequest(url, form, credential, probe);
    const presented = [probe.method ?? client.chain ?? client.method].flat();
    const who = `${client.id} by ${presented.join(' and ')}`;
    return {
      request,
      judge: (answer, exchange) => {
        const { refused } = this.#description;
        const json = jsonOf(answer);
        const kind = kindOf(endpoint, answer, {
          refused,
          oversized: probe.oversized === true,
          judged: probe.judged,
        });
        const error = typeof json?.error === 'string' ? json.error : null;
        const quote = json ? '' : JSON.stringify(this.#exchange.secrets.redact(answer.body).slice(0, 60));
        return { kind, endpoint, ...answer, json, error, quote, who, exchange };
      },
    };
  }

  /** Sends all calls at once by last-byte synchronisation, spread over all instances or to one. */
  async race(calls: PreparedCall[], instances: 'all' | 'one' = 'all'): Promise<RaceOutcome> {
    const raced = await this.#exchange.race(
      calls.map(({ request }) => request),
      instances,
    );
    const outcome = raceOutcomeOf(calls, raced);
    this.#exchange.recorder.races.push({
      requests: calls.length,
      releaseSkewMs: Math.round(outcome.releaseSkewMs * 1000) / 1000,
      ok: outcome.ok.length,
      refused: outcome.refused.length,
      unknown: outcome.unknown,
    });
    return outcome;
  }

  async #perform(
    endpoint: EndpointName,
    client: Client,
    { request, judge }: PreparedCall,
    probe: Probe,
  ): Promise<Reply> {
    const { answer, exchange } = await this.#exchange.send(request, 'probe');
    if (answer instanceof NoAnswer) {
      if (!probe.oversized || answer.code !== 'connection-closed') throw answer;
      return { ...judge({ status: 0, headers: [], body: '' }, exchange), kind: 'refused' };
    }
    const reply = judge(answer, exchange);
    // Whoever brings a token of their own knows best whom to ask what became of it.
    const isOfTheCase = probe.form !== undefined && 'token' in probe.form;
    if (isOfTheCase || reply.kind === 'fault') return reply;
    const token = new URLSearchParams(String(request.body)).get('token') ?? '';
    if (endpoint === 'introspection' && reply.kind === 'accepted') this.#liveTokens.shown(client.id, token);
    if (endpoint !== 'revocation') return reply;
    if (!(await this.isLive(client, token))) return { ...reply, kind: 'accepted' };
    this.#liveTokens.shown(client.id, token);
    return reply;
  }

  async #healthy(endpoint: EndpointName, client: Client, probe: Probe): Promise<boolean> {
    const reply = await this.#perform(endpoint, client, await this.prepare(endpoint, client, probe), probe);
    reply.exchange.role = 'control';
    return reply.kind === 'accepted';
  }

  /** Form members of the endpoint itself. Introspection and revocation are about a live token of the same client. */
  async #ownForm(endpoint: EndpointName, client: Client, probe: Probe): Promise<Record<string, string>> {
    switch (endpoint) {
      case 'token':
        return this.#codes.serveFor(probe) ? this.#codes.formFor(client, probe) : this.#description.grant;
      case 'par':
        return pushedRequest(this.#description, probe.clientId ?? client.id);
      case 'device-authorization': {
        const { scope } = this.#description.grant;
        return scope === undefined ? {} : { scope };
      }
      default:
        return probe.form && 'token' in probe.form ? {} : { token: await this.#tokenFor(endpoint, client) };
    }
  }

  /**
   * A client that was taken for another is refused for its code. Where that is answered as a request is refused that is
   * malformed, or by a fault, the answer does not tell whether it was let in.
   */
  async #unlessForTheCode(reply: Reply, client: Client, { instance, undeclared }: Probe): Promise<Reply> {
    if (reply.kind !== 'refused' || reply.status === 401 || reply.error === 'invalid_client') return reply;
    for await (const form of this.#codes.thatFail(client)) {
      const forTheCode = await this.sendOnce('token', client, {
        form,
        judged: 'grant',
        instance,
        undeclared,
      });
      forTheCode.exchange.role = 'set-up';
      if (looksLike(reply, forTheCode)) return { ...reply, kind: 'other' };
    }
    return reply;
  }

  /** One to be revoked is shown to be live first, or a server that calls every token dead would seem to revoke it. */
  async #tokenFor(endpoint: EndpointName, client: Client): Promise<string> {
    if (endpoint !== 'revocation')
      return this.#liveTokens.find(client.id) ?? (await this.#freshToken(client));
    const shown = this.#liveTokens.take(client.id);
    if (shown !== null) return shown;
    const token = await this.#freshToken(client);
    if (await this.isLive(client, token)) return token;
    const { methods = null } = this.#facts.endpoints.introspection ?? {};
    // It may tell nobody but the client itself (RFC 7662 §2.2).
    const ofAnother = methods?.includes(client.method) === false ? ' when another client asks' : '';
    throw new Untestable(`introspection calls a fresh token of ${client.id} dead already${ofAnother}`);
  }

  async #freshToken(client: Client): Promise<string> {
    const probe = {};
    const reply = await this.#perform('token', client, await this.prepare('token', client, probe), probe);
    reply.exchange.role = 'set-up';
    if (reply.kind !== 'accepted')
      throw new Untestable(`no live token to ask about: ${reply.status} for ${reply.who}`);
    const token = String(reply.json?.access_token);
    this.#liveTokens.issued(token, reply.json?.expires_in);
    return token;
  }

  /** Whether introspection calls a token of the client's live. @throws Untestable where it does not tell */
  async isLive(client: Client, token: string): Promise<boolean> {
    const { introspection } = this.#facts.endpoints;
    if (!introspection) {
      throw new Untestable(
        'whether a token was revoked is asked by introspection, which the target does not offer',
      );
    }
    const asker = await this.#introspector(introspection.methods, client);
    const probe = { form: { token } };
    const reply = await this.#perform(
      'introspection',
      asker,
      await this.prepare('introspection', asker, probe),
      probe,
    );
    reply.exchange.role = 'set-up';
    if (reply.kind === 'accepted') return true;
    if (reply.json?.active === false) return false;
    throw new Untestable(
      `introspection did not tell whether the token is live: ${reply.status} for ${reply.who}`,
    );
  }

  /** The client itself, or where introspection does not take its method, a fixture of one that it takes. */
  async #introspector(methods: readonly ClientAuthMethod[] | null, client: Client): Promise<Client> {
    if (!methods || methods.includes(client.method)) return client;
    const method = methods.find((one) => this.#clients.hasFixture({ method: one }));
    if (method) return this.#clients.client({ method });
    throw new Untestable(
      `what a token is worth is asked by introspection, which takes ${methods.join(', ')} only, and no fixture has that`,
    );
  }

  #endpoint(name: EndpointName) {
    const endpoint = this.#facts.endpoints[name];
    if (!endpoint) throw new Untestable(`the target has no ${name} endpoint`);
    return endpoint;
  }
}

const looksLike = (one: Reply, other: Reply) =>
  one.status === other.status &&
  one.error === other.error &&
  one.json?.error_description === other.json?.error_description;
