import { Admin } from './admin.ts';
import type { AudienceByEndpoint } from './audience.ts';
import { Audit } from './audit.ts';
import { TargetClock } from './clock.ts';
import type { CaseContext } from './context.ts';
import { Recorder } from './evidence/recorder.ts';
import { SecretRegistry } from './evidence/secrets.ts';
import { CaseExchange } from './exchange.ts';
import { type Features, featuresOf } from './features.ts';
import { RateCap } from './http/rate-cap.ts';
import { type Answer, defaultTimeLimits, type OutgoingRequest, send, type TimeLimits } from './http/send.ts';
import type { AssertionSetting } from './oauth/client.ts';
import { ClientSource } from './oauth/client-source.ts';
import { addressOf, discover, EnvironmentProblem, type OAuthFacts } from './oauth/discovery.ts';
import { Grants } from './oauth/grants.ts';
import { newJwk, publicJwk } from './oauth/jwk.ts';
import { OAuth } from './oauth/oauth.ts';
import { Untestable } from './outcomes.ts';
import { Random } from './random.ts';
import { Restarter } from './restart.ts';
import { keySet, Sink } from './sink.ts';
import { addressesOf, isLoopback } from './target/addresses.ts';
import type { AudienceName, EndpointName, TargetDescription } from './target/description.ts';
import { boundsOf } from './target/profile.ts';

export type SessionOptions = {
  seed: string;
  limits?: Partial<TimeLimits>;
  signal: AbortSignal;
  /** Whether a host other than this machine may be spoken to at all. */
  allowRemote?: boolean;
};

/** The target is on another machine, and nobody said that it may be sent such traffic. Exit 2. */
export class RemoteTarget extends Error {
  override readonly name = 'RemoteTarget';
  readonly code = 'remote-target';
}

/** Requests a second that a host other than this machine is sent at most. */
const remoteRequestsPerSecond = 20;

/** A target that answered, and what all its cases share. */
export class Session implements AsyncDisposable {
  readonly target: TargetDescription;
  readonly secrets = new SecretRegistry();
  readonly clock: TargetClock;
  readonly sink = new Sink();
  readonly #restarter: Restarter;
  readonly signal: AbortSignal;
  readonly #limits: TimeLimits;
  #cap: RateCap | null;
  readonly #seed: string;
  readonly #allowRemote: boolean;
  #facts: OAuthFacts | null = null;
  features: Features = { declared: new Set(), advertised: new Map() };
  /** Of controls at each endpoint, where the target file names none; see `settleAudience`. */
  undeclaredAudiences: AudienceByEndpoint = {};

  private constructor(target: TargetDescription, options: SessionOptions) {
    this.target = target;
    this.signal = options.signal;
    this.#limits = { ...defaultTimeLimits, ...options.limits };
    this.#cap = addressesOf(target).every(isLoopback) ? null : new RateCap(remoteRequestsPerSecond);
    this.#allowRemote = options.allowRemote ?? false;
    this.#seed = options.seed;
    this.clock = new TargetClock(target.capabilities.clock, (request) => this.send(request));
    this.#restarter = new Restarter(target, (request) => this.send(request));
  }

  /** Reaches the target and reads what it says of itself. @throws EnvironmentProblem */
  static async open(target: TargetDescription, options: SessionOptions): Promise<Session> {
    const session = new Session(target, options);
    try {
      await session.#open();
      return session;
    } catch (error) {
      await session[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** Requests a second that the target is sent at most; null where it is this machine's own. */
  get requestsPerSecond(): number | null {
    return this.#cap && remoteRequestsPerSecond;
  }

  get facts(): OAuthFacts | null {
    return this.#facts;
  }

  /** Milliseconds that cases spent on what takes a target its time: real time that passes, and restarts. */
  get waitedMs(): number {
    return this.clock.waitedMs + this.#restarter.waitedMs;
  }

  /** Restarts one instance, or all of the target, and goes by the time that it then has. */
  async restart(instance: number | undefined, signal: AbortSignal): Promise<void> {
    await this.#restarter.restart(instance, signal);
    await this.clock.readAgain();
  }

  async #open(): Promise<void> {
    const { oauth, baseUrls, capabilities } = this.target;
    this.#refuseRemote(addressesOf(this.target));
    const { clock, admin, audit } = capabilities;
    if (clock.kind === 'http') this.secrets.add('control-token', clock.token);
    if (admin) this.secrets.add('control-token', admin.token);
    if (audit?.token) this.secrets.add('control-token', audit.token);
    if (!oauth)
      throw new EnvironmentProblem(
        `${this.target.file} describes no oauth part, so there is nothing to judge yet`,
      );
    for (const { secret, key } of oauth.clients) {
      if (secret) this.secrets.add('client-secret', secret);
      if (key) this.secrets.addKey(key);
    }
    this.secrets.add('initial-access-token', oauth.registration?.initialAccessToken ?? '');
    this.secrets.add('password', oauth.refreshBy?.password ?? '');
    this.#facts = await discover(oauth, baseUrls[0] ?? '', async (url) => {
      const answer = await this.send({
        method: 'GET',
        url,
        headers: [['Accept', 'application/json']],
        body: null,
      });
      this.clock.adopt(answer);
      const header = (name: string) => answer.headers.find(([key]) => key.toLowerCase() === name)?.[1];
      return { ...answer, type: header('content-type') ?? '', location: header('location') ?? null };
    });
    const { issuer, endpoints } = this.#facts;
    const named = Object.values(endpoints).map(({ url }) => addressOf(url, issuer, baseUrls[0] ?? ''));
    this.#refuseRemote(named);
    if (!named.every(isLoopback)) this.#cap ??= new RateCap(remoteRequestsPerSecond);
    for (const fixture of oauth.clients) {
      if (!fixture.jwksUri || !fixture.alg) continue;
      fixture.key ??= await newJwk(fixture.alg);
      this.secrets.addKey(fixture.key);
      await this.sink.serve(fixture.jwksUri.serve, keySet([publicJwk(fixture.key)]));
    }
    this.features = featuresOf(this.target, this.#facts);
  }

  /** A fresh context for one case result, or one attempt of it. */
  openCase(name: string, signal: AbortSignal, firstInstance = 0): OpenCase {
    const recorder = new Recorder();
    const { target, secrets } = this;
    const exchange = new CaseExchange({
      recorder,
      secrets,
      baseUrls: [...target.baseUrls.slice(firstInstance), ...target.baseUrls.slice(0, firstInstance)],
      headers: target.headers,
      limits: this.#limits,
      cap: this.#cap,
      signal,
    });
    if (!target.oauth || !this.#facts) throw new EnvironmentProblem('the target has no oauth part');
    const clients = new ClientSource(
      target.oauth,
      this.#facts,
      exchange,
      this.#assertionSetting(),
      this.sink,
    );
    const admin = new Admin(target.capabilities.admin, exchange);
    const oauth = new OAuth(target.oauth, this.#facts, exchange, clients, admin, () => this.clock.seconds());
    const context: CaseContext = {
      oauth,
      grants: new Grants(target.oauth, target.profile, oauth, admin),
      clock: this.clock,
      sink: this.sink,
      admin,
      audit: new Audit(target.capabilities.audit, exchange, this.clock, signal),
      restart: (instance) => this.restart(instance, signal),
      random: new Random(`${this.#seed}/${name}`),
      profile: { ...target.profile, bounds: boundsOf(target.profile.base) },
      requestsPerSecond: this.requestsPerSecond,
      note: (text) => recorder.notes.push(text),
      race: async (n, request, instances) =>
        oauth.race(await Promise.all(Array.from({ length: n }, (_, i) => request(i))), instances),
      signal,
    };
    return {
      context,
      recorder,
      async [Symbol.asyncDispose]() {
        await admin[Symbol.asyncDispose]();
        await clients[Symbol.asyncDispose]();
      },
    };
  }

  /** Milliseconds since the epoch, as the Date header of each instance tells; null where it sends none. */
  async timesOfTarget(): Promise<(number | null)[]> {
    return Promise.all(
      this.target.baseUrls.map(async (url) => {
        const answer = await this.send({ method: 'GET', url, headers: [], body: null });
        const date = answer.headers.find(([name]) => name.toLowerCase() === 'date')?.[1];
        return date ? Date.parse(date) : null;
      }),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.sink[Symbol.asyncDispose]();
  }

  #refuseRemote(urls: string[]): void {
    const remote = urls.find((url) => !isLoopback(url));
    if (remote === undefined || this.#allowRemote) return;
    throw new RemoteTarget(
      `${new URL(remote).host} is not this machine. Add --allow-remote if you may test it; it is then sent ${remoteRequestsPerSecond} requests a second at most.`,
    );
  }

  /** Controls stay well inside what the target takes: its first audience, half its maximum lifetime, 30 s at most. */
  #assertionSetting(): AssertionSetting {
    const { assertion, base } = this.target.profile;
    const declared = assertion.maxLifetimeSeconds;
    const longest = typeof declared === 'number' ? declared : (boundsOf(base).maxLifetimeSeconds ?? 60);
    return {
      audience: (endpoint) =>
        this.#audience(
          this.#facts?.endpoints[endpoint]?.audience?.[0] ??
            assertion.audience?.[0] ??
            this.undeclaredAudiences[endpoint] ??
            this.undeclaredAudiences.token ??
            'issuer',
          endpoint,
        ),
      now: () => this.clock.seconds(),
      lifetimeSeconds: Math.max(1, Math.min(30, Math.floor(longest / 2))),
      clientIdWanted: assertion.clientIdParameter === 'required',
    };
  }

  #audience(name: AudienceName, at: EndpointName): string {
    if (name === 'issuer') return this.target.oauth?.issuer ?? '';
    const endpoint = name === 'own-endpoint' ? at : (name.replace('-endpoint', '') as EndpointName);
    const url = this.#facts?.endpoints[endpoint]?.url;
    if (!url)
      throw new Untestable(`the profile names the ${endpoint} endpoint as audience, and the target has none`);
    return url;
  }

  /** Sends what belongs to no case, so none of it is recorded. @throws NoAnswer */
  async send(bare: OutgoingRequest): Promise<Answer> {
    await this.#cap?.take(1, this.signal);
    const headers = [...Object.entries(this.target.headers), ...bare.headers];
    return send({ ...bare, headers }, this.#limits, this.signal);
  }
}

export type OpenCase = { context: CaseContext; recorder: Recorder } & AsyncDisposable;
