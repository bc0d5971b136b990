import type { CaseExchange } from './exchange.ts';
import type { OutgoingRequest } from './http/send.ts';
import type { Client } from './oauth/client.ts';
import { describeRegistration, jsonOf } from './oauth/reply.ts';
import { Untestable } from './outcomes.ts';
import type { Capabilities } from './target/description.ts';

/** What only an operator of the target can do. A case that uses it on a fixture runs alone. */
export class Admin implements AsyncDisposable {
  readonly #capability: Capabilities['admin'];
  readonly #exchange: CaseExchange;
  readonly #disabled = new Set<string>();

  constructor(capability: Capabilities['admin'], exchange: CaseExchange) {
    this.#capability = capability;
    this.#exchange = exchange;
  }

  async disable(client: Client): Promise<void> {
    const disabling = this.#post(stateOf(client.id, 'disable'));
    if (this.#capability) this.#disabled.add(client.id); // also where it is not known whether that worked
    await disabling;
  }

  async enable(client: Client): Promise<void> {
    await this.#post(stateOf(client.id, 'enable'));
    this.#disabled.delete(client.id);
  }

  /** As if somebody had signed in and consented (RFC 6749 §4.1.2). @throws Untestable where such a client is given no code */
  async mintCode(
    clientId: string,
    request: { redirectUri: string; scope?: string; codeChallenge: string },
  ): Promise<string> {
    const { redirectUri, scope, codeChallenge } = request;
    const asked = {
      client_id: clientId,
      redirect_uri: redirectUri,
      code_challenge: codeChallenge,
      ...(scope === undefined ? {} : { scope }),
    };
    const json = await this.#post('/codes', asked, `${clientId} is given no code`);
    if (typeof json?.code !== 'string') throw new Error('the admin capability minted no code');
    return this.#exchange.secrets.add('authorization-code', json.code);
  }

  /** Enables what the case leaves disabled, for the next one wants to use it. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const id of this.#disabled) await this.#exchange.tidyUp(this.#request(stateOf(id, 'enable')));
  }

  /** @param refused what a refusal of what was asked means, where it is no fault of anybody */
  async #post(path: string, body?: object, refused?: string): Promise<Record<string, unknown> | null> {
    const { answer } = await this.#exchange.send(this.#request(path, body), 'set-up');
    if (answer instanceof Error) throw answer;
    if (answer.status === 404 || answer.status === 501)
      throw new Untestable(`the admin capability offers no POST ${path}: it answered ${answer.status}`);
    const told = `the admin capability answered ${describeRegistration(answer)} to POST ${path}`;
    if (refused && [400, 403].includes(answer.status)) throw new Untestable(`${refused}: ${told}`);
    if (answer.status >= 300) throw new Error(told);
    return jsonOf(answer);
  }

  #request(path: string, body?: object): OutgoingRequest {
    if (!this.#capability) throw new Untestable('the target file gives no capability admin');
    const { url, token } = this.#capability;
    const headers: [string, string][] = [['Authorization', `Bearer ${token}`]];
    if (body) headers.push(['Content-Type', 'application/json']);
    return { method: 'POST', url: `${url}${path}`, headers, body: body ? JSON.stringify(body) : null };
  }
}

const stateOf = (id: string, change: 'disable' | 'enable') => `/clients/${encodeURIComponent(id)}/${change}`;
