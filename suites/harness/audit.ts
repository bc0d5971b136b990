import { setTimeout as pause } from 'node:timers/promises';
import type { TargetClock } from './clock.ts';
import type { CaseExchange } from './exchange.ts';
import type { Answer } from './http/send.ts';
import { valueAt } from './json-pointer.ts';
import type { Client } from './oauth/client.ts';
import { Untestable } from './outcomes.ts';
import type { Capabilities } from './target/description.ts';

/** What the target wrote of one request, in its own words; null where it says nothing. */
export type AuditEvent = { outcome: string | null; reason: string | null };

/** How long an event may be on its way to the export. */
const patienceMs = 5_000;
const betweenLooksMs = 100;

/** The time of a target may be known to the second only. */
const marginMs = 2_000;

/** What the target writes down of its clients. */
export class Audit {
  readonly #capability: Capabilities['audit'];
  readonly #exchange: CaseExchange;
  readonly #sinceMs: number;
  readonly #signal: AbortSignal;

  constructor(
    capability: Capabilities['audit'],
    exchange: CaseExchange,
    clock: TargetClock,
    signal: AbortSignal,
  ) {
    this.#capability = capability;
    this.#exchange = exchange;
    this.#sinceMs = clock.now() - marginMs;
    this.#signal = signal;
  }

  /** Whether causes can be asked for at all. */
  get offered(): boolean {
    return this.#capability !== null;
  }

  /**
   * Looks at a client from here on: `event` is the first that is written of it. Nobody else may use it meanwhile.
   * @throws Untestable where the target offers no audit, or tells nothing of the client
   */
  async watch(client: Client): Promise<{ event(): Promise<AuditEvent> }> {
    const before = (await this.#eventsOf(client)).length;
    return { event: () => this.#eventAt(before, client) };
  }

  async #eventAt(index: number, client: Client): Promise<AuditEvent> {
    for (let waitedMs = 0; waitedMs <= patienceMs; waitedMs += betweenLooksMs) {
      const event = (await this.#eventsOf(client))[index];
      if (event) return event;
      await pause(betweenLooksMs, undefined, { signal: this.#signal });
    }
    throw new Untestable(`the audit tells nothing of ${client.id} for ${patienceMs / 1000} s`);
  }

  async #eventsOf({ id }: Client): Promise<AuditEvent[]> {
    if (!this.#capability) throw new Untestable('the target file gives no capability audit');
    const { url, token, since, at } = this.#capability;
    const address = new URL(url);
    if (since !== null) address.searchParams.set(since, String(this.#sinceMs));
    const headers: [string, string][] = token === null ? [] : [['Authorization', `Bearer ${token}`]];
    const request = { method: 'GET', url: address.href, headers, body: null };
    const { answer } = await this.#exchange.send(request, 'set-up');
    if (answer instanceof Error) throw answer;
    return eventsIn(answer)
      .filter((event) => valueAt(event, at.clientId) === id)
      .map((event) => ({
        outcome: textOf(valueAt(event, at.outcome)),
        reason: textOf(valueAt(event, at.reason)),
      }));
  }
}

/** JSON lines or one JSON array. @throws Error where the export can't be read */
function eventsIn({ status, body }: Answer): unknown[] {
  if (status !== 200) throw new Error(`the audit export was answered ${status}`);
  const text = body.trim();
  try {
    return text.startsWith('[') ? JSON.parse(text) : text.split('\n').filter(Boolean).map(parse);
  } catch (cause) {
    throw new Error('the audit export is neither JSON lines nor a JSON array', { cause });
  }
}

const parse = (line: string): unknown => JSON.parse(line);

const textOf = (value: unknown) => (value === undefined || value === null ? null : String(value));
