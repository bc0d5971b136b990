import { rename, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Answer, OutgoingRequest } from './http/send.ts';
import { jsonOf } from './oauth/reply.ts';
import { Untestable } from './outcomes.ts';
import type { Capabilities } from './target/description.ts';

type Send = (request: OutgoingRequest) => Promise<Answer>;

/** The target's time. It only moves forward, and the harness's own moves with it. */
export class TargetClock {
  readonly #capability: Capabilities['clock'];
  readonly #send: Send;
  #offsetMs = 0;
  #waitedMs = 0;
  #isTold = false;

  constructor(capability: Capabilities['clock'], send: Send) {
    this.#capability = capability;
    this.#send = send;
  }

  /** Whether time can be moved at all. */
  get steerable(): boolean {
    return this.#capability.kind !== 'real' || this.#capability.waitSeconds > 0;
  }

  /** What was spent, or is being spent, on letting real time pass. */
  get waitedMs(): number {
    return this.#waitedMs;
  }

  /** Whether anything told the target's time; until then it is taken to be ours. */
  get isTold(): boolean {
    return this.#isTold;
  }

  /** Milliseconds since the epoch, by the target's clock. */
  now(): number {
    return Date.now() + this.#offsetMs;
  }

  /** Whole seconds since the epoch, as a NumericDate (RFC 7519 §2). */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  /** Takes the target's time from the Date header of an answer, where it differs by more than that header can tell. */
  adopt(answer: Answer): void {
    const date = answer.headers.find(([name]) => name.toLowerCase() === 'date')?.[1];
    if (date) this.#isTold = true;
    const skewMs = date ? Date.parse(date) - Date.now() : 0;
    if (Math.abs(skewMs) > 1_500) this.#offsetMs = skewMs + 500;
  }

  /** For what lets time pass in several steps. @throws Untestable where the target's time can't be moved that far */
  refuseBeyondReach(seconds: number): void {
    const clock = this.#capability;
    if (clock.kind !== 'real' || seconds <= clock.waitSeconds) return;
    throw new Untestable(
      `needs ${Math.ceil(seconds)} s to pass; the target's clock is real and waitSeconds is ${clock.waitSeconds}`,
    );
  }

  /** Lets at least `seconds` pass at the target. @throws Untestable where the target's time can't be moved that far */
  async advance(seconds: number, signal?: AbortSignal): Promise<void> {
    const clock = this.#capability;
    this.refuseBeyondReach(seconds);
    switch (clock.kind) {
      case 'real':
        this.#waitedMs += seconds * 1000;
        await delay(seconds * 1000, undefined, { signal });
        return;
      case 'http':
        await this.#askEach(clock, { advanceSeconds: seconds });
        return;
      case 'faketime':
        this.#offsetMs += seconds * 1000;
        // Renamed over, because a half-written file hangs the process for good.
        await writeFile(`${clock.file}.next`, offsetForFaketime(this.#offsetMs));
        await rename(`${clock.file}.next`, clock.file);
    }
  }

  /** After a restart, which a clock that is moved over HTTP need not survive. */
  async readAgain(): Promise<void> {
    if (this.#capability.kind === 'http') await this.#askEach(this.#capability, null);
  }

  async #askEach({ urls, token }: { urls: string[]; token: string }, move: object | null): Promise<void> {
    for (const url of urls) await this.#ask(url, token, move);
  }

  async #ask(url: string, token: string, move: object | null): Promise<void> {
    const headers: [string, string][] = [['Authorization', `Bearer ${token}`]];
    if (move) headers.push(['Content-Type', 'application/json']);
    const body = move && JSON.stringify(move);
    const answer = await this.#send({ method: move ? 'POST' : 'GET', url, headers, body });
    const now = jsonOf(answer)?.now;
    if (answer.status !== 200 || typeof now !== 'number') {
      throw new Error(`the clock at ${url} answered ${answer.status} instead of {"now": …}`);
    }
    this.#isTold = true;
    this.#offsetMs = now - Date.now();
  }
}

/** Seconds with their sign, which libfaketime wants; what it can't parse hangs the process too. */
function offsetForFaketime(offsetMs: number): string {
  return `${offsetMs < 0 ? '-' : '+'}${(Math.abs(offsetMs) / 1000).toFixed(3)}`;
}
