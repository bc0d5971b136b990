import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Answer, NoAnswer, type OutgoingRequest } from './http/send.ts';
import { Untestable } from './outcomes.ts';
import type { TargetDescription } from './target/description.ts';

/** Ends the target and starts it again, which shows what it remembers. A case that uses it runs alone. */
export class Restarter {
  readonly #target: TargetDescription;
  readonly #send: (request: OutgoingRequest) => Promise<Answer>;
  readonly #patienceMs: number;
  #waitedMs = 0;
  #since: number | null = null;

  /** @param patienceMs how long the end of the old process, and the first answer of the new one, are waited for */
  constructor(
    target: TargetDescription,
    send: (request: OutgoingRequest) => Promise<Answer>,
    patienceMs = 60_000,
  ) {
    this.#target = target;
    this.#send = send;
    this.#patienceMs = patienceMs;
  }

  /** What was spent, or is being spent, on letting the target restart. */
  get waitedMs(): number {
    return this.#waitedMs + (this.#since === null ? 0 : performance.now() - this.#since);
  }

  /**
   * Restarts one instance, or all; a command of the operator always restarts all. Ends once they answer again.
   * @throws Untestable where nothing shows that they restarted
   */
  async restart(instance: number | undefined, signal: AbortSignal): Promise<void> {
    const { baseUrls, capabilities } = this.#target;
    const { restart } = capabilities;
    if (!restart) throw new Untestable('the target file gives no capability restart');
    const byCommand = 'command' in restart;
    const urls = baseUrls.filter((_, index) => byCommand || instance === undefined || index === instance);
    this.#since = performance.now();
    const sockets: Socket[] = [];
    try {
      const held = await Promise.all(urls.map((url) => holdConnection(url, sockets, signal)));
      await (byCommand ? this.#runCommand(restart.command, signal) : restart.run(instance));
      await Promise.all(held.map((one) => this.#untilClosed(one, signal)));
      await Promise.all(urls.map((url) => this.#untilAnswers(url, signal)));
    } finally {
      for (const socket of sockets) socket.destroy();
      this.#waitedMs = this.waitedMs;
      this.#since = null;
    }
  }

  async #runCommand([program = '', ...args]: string[], signal: AbortSignal): Promise<void> {
    const options = { cwd: dirname(this.#target.file), signal, timeout: this.#patienceMs };
    await promisify(execFile)(program, args, options);
  }

  async #untilClosed({ url, closed }: Held, signal: AbortSignal): Promise<void> {
    const over = new AbortController();
    const tooLate = delay(this.#patienceMs, true, { signal: AbortSignal.any([signal, over.signal]) });
    const isOpen = await Promise.race([closed.then(() => false), tooLate]).finally(() => over.abort());
    if (isOpen) {
      throw new Untestable(
        `nothing shows that ${url} restarted: a connection to it that was open before is open still`,
      );
    }
  }

  async #untilAnswers(url: string, signal: AbortSignal): Promise<void> {
    const giveUpAt = performance.now() + this.#patienceMs;
    for (;;) {
      try {
        await this.#send({ method: 'GET', url, headers: [], body: null });
        return;
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        if (performance.now() > giveUpAt) {
          const message = `${url} does not answer, ${this.#patienceMs / 1000} s after it was restarted`;
          throw new Error(message, { cause: error });
        }
        await delay(20, undefined, { signal });
      }
    }
  }
}

type Held = { url: string; closed: Promise<unknown> };

/** A process that ends takes its connections with it, so one that stays open shows that it did not end. */
async function holdConnection(url: string, sockets: Socket[], signal: AbortSignal): Promise<Held> {
  const { hostname, port, protocol } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const socket = connect(Number(port || (protocol === 'https:' ? 443 : 80)), host);
  sockets.push(socket);
  await once(socket, 'connect', { signal });
  const { promise: closed, resolve } = Promise.withResolvers<unknown>();
  socket.once('close', resolve);
  socket.on('error', resolve); // cut, which is as good as closed
  socket.resume();
  return { url, closed };
}
