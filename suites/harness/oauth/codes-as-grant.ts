import type { Admin } from '../admin.ts';
import { Untestable } from '../outcomes.ts';
import type { OAuthDescription } from '../target/description.ts';
import { codeGrant, freshCode } from './authorization-code.ts';
import type { Probe } from './call.ts';
import { type Client, mayUse } from './client.ts';

/** The grant that probes clients, where codes are all that they may use: each serves but once, so each request has its own. */
export class CodesAsGrant {
  readonly #description: OAuthDescription;
  readonly #admin: Admin;

  constructor(description: OAuthDescription, admin: Admin) {
    this.#description = description;
    this.#admin = admin;
  }

  /** Whether such a request redeems one of these: a probe may bring a grant of its own. */
  serveFor({ judged }: Probe): boolean {
    return this.#description.grant.grant_type === codeGrant && judged !== 'grant';
  }

  formFor(client: Client, { form, clientId }: Probe): Promise<Record<string, string>> {
    if (form && 'scope' in form)
      throw new Untestable('the scope is that of the code, so none can be asked for at the token endpoint');
    // Whoever would be taken for another must find a code of theirs, or be refused for the code.
    const named = this.#description.clients.find(({ id }) => id === clientId);
    return this.#fresh(named?.id ?? client.id);
  }

  /** For which the client is refused, though it is let in: a code that nobody was given, and one that another was. */
  async *thatFail(client: Client): AsyncGenerator<Record<string, string | undefined>> {
    const none = { scope: undefined };
    yield { ...none, ...(await this.#fresh(client.id)), code: 'authproof-no-such-code' };
    const other = this.#description.clients.find(
      (one) =>
        one.id !== client.id &&
        one.state === 'enabled' &&
        !one.methods.includes('none') &&
        mayUse(one, { grants: [codeGrant] }),
    );
    if (other) yield { ...none, ...(await this.#fresh(other.id)) };
  }

  #fresh(clientId: string): Promise<Record<string, string>> {
    return freshCode(this.#description, this.#admin, clientId, this.#description.grant);
  }
}
