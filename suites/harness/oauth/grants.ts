import type { Admin } from '../admin.ts';
import { control } from '../expect.ts';
import { NotApplicable, Untestable } from '../outcomes.ts';
import type { OAuthDescription, TargetProfile } from '../target/description.ts';
import { codeGrant, freshCode } from './authorization-code.ts';
import type { Probe } from './call.ts';
import type { Client, ClientTraits } from './client.ts';
import type { OAuth } from './oauth.ts';
import { describeReply, type Reply } from './reply.ts';
import { wantedScope } from './wanted-scope.ts';

export type GrantKind = 'code' | 'refresh-token';

export type Tokens = { access: string; refresh: string };

/** A request that presents a code or a refresh token, which is what its answer is about. */
export type GrantProbe = Probe & { form: Record<string, string | undefined>; judged: 'grant' };

/** What somebody let a client do: how a case comes by its codes and refresh tokens, and how they are presented. */
export class Grants {
  readonly #description: OAuthDescription;
  readonly #profile: TargetProfile;
  readonly #oauth: OAuth;
  readonly #admin: Admin;

  constructor(description: OAuthDescription, profile: TargetProfile, oauth: OAuth, admin: Admin) {
    this.#description = description;
    this.#profile = profile;
    this.#oauth = oauth;
    this.#admin = admin;
  }

  /** A client that can come by a code, or by a refresh token and use it, and whatever else is wanted. @throws Untestable */
  client(of: GrantKind, traits: ClientTraits = {}): Promise<Client> {
    const source = of === 'refresh-token' && this.#description.refreshBy ? 'password' : codeGrant;
    const grants = of === 'code' ? [source] : [source, 'refresh_token'];
    return this.#oauth.client({ ...traits, grants: [...grants, ...(traits.grants ?? [])] });
  }

  /** The request that redeems a fresh code of the client's, or uses a fresh refresh token. */
  async fresh(kind: GrantKind, client: Client): Promise<GrantProbe> {
    return kind === 'code' ? this.code(client) : this.refresh((await this.tokens(client)).refresh);
  }

  /** The request that redeems a fresh code of the client's, for a refresh token too where it is wanted. */
  async code(client: Client, wanted: { refreshToken?: true } = {}): Promise<GrantProbe> {
    const scope = wantedScope(this.#description, wanted);
    return this.#presenting(await freshCode(this.#description, this.#admin, client.id, scope));
  }

  /** Tokens that the client was given on a fresh grant: by the password grant where the target file has one, else by a code. */
  async tokens(client: Client): Promise<Tokens> {
    const { refreshBy, refreshScope } = this.#description;
    const wanted = { refreshToken: true } as const;
    const probe = refreshBy
      ? this.#presenting({ grant_type: 'password', ...refreshBy, ...wantedScope(this.#description, wanted) })
      : await this.code(client, wanted);
    const reply = await control(this.#oauth.token(client, probe));
    const tokens = this.tokensOf(reply);
    if (tokens.refresh === '') {
      const told = `${client.id} was given no refresh token: ${reply.status} for ${probe.form.grant_type}`;
      const missing =
        refreshScope === null
          ? '. Does that take a scope of its own, to be named under oauth.refreshScope?'
          : '';
      throw new Untestable(`${told}${missing}`);
    }
    return tokens;
  }

  /** The request that uses a refresh token (RFC 6749 §6). */
  refresh(token: string): GrantProbe {
    return this.#presenting({ grant_type: 'refresh_token', refresh_token: token });
  }

  /** What the answer to such a request gives; the refresh token is empty where the one that was used stays. */
  tokensOf({ json }: Reply): Tokens {
    const { access_token: access, refresh_token: refresh } = json ?? {};
    return { access: String(access), refresh: typeof refresh === 'string' ? refresh : '' };
  }

  /** Whether a refresh token of the client's still works, which uses it. @throws Untestable where the answer does not tell */
  async works(client: Client, token: string): Promise<boolean> {
    const reply = await this.#oauth.token(client, this.refresh(token));
    if (reply.kind === 'accepted' || reply.kind === 'refused') return reply.kind === 'accepted';
    throw new Untestable(`whether the refresh token works is not told: ${describeReply(reply)}`);
  }

  /** Uses a refresh token as its client does, and gives those that follow. It must work, or nothing can be said of it. */
  async refreshed(client: Client, token: string): Promise<Tokens> {
    const tokens = this.tokensOf(await control(this.#oauth.token(client, this.refresh(token))));
    return { ...tokens, refresh: tokens.refresh || token };
  }

  /** For cases about used refresh tokens, which are spent only where they rotate. @throws Untestable, NotApplicable */
  demandRotation(): void {
    const { rotation } = this.#profile.refresh;
    if (rotation === null)
      throw new Untestable('whether refresh tokens rotate is not declared; needs profile.refresh.rotation');
    if (!rotation) throw new NotApplicable('the target declares profile.refresh.rotation: false');
  }

  /** In place of all members of the request that probes a client, of which none has a meaning here. */
  #presenting(form: Record<string, string>): GrantProbe {
    const none = Object.fromEntries(Object.keys(this.#description.grant).map((name) => [name, undefined]));
    return { form: { ...none, ...form }, judged: 'grant' };
  }
}
