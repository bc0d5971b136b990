import type { RecordedExchange, Recorder, Role } from './evidence/recorder.ts';
import type { SecretRegistry } from './evidence/secrets.ts';
import { secretsReceived, secretsSent } from './evidence/secrets-on-the-wire.ts';
import { sendTogether } from './http/race.ts';
import type { RateCap } from './http/rate-cap.ts';
import {
  type Answer,
  NoAnswer,
  type OutgoingRequest,
  send,
  sendTimed,
  type TimeLimits,
} from './http/send.ts';

export type Exchanged = { answer: Answer | NoAnswer; exchange: RecordedExchange };

/** For what a case leaves behind: short, so that a cancelled run ends soon all the same. */
const tidyingLimits: TimeLimits = { connectMs: 1_000, answerMs: 2_000 };

/** The wire of one case: sends, records, and learns every secret that passes. */
export class CaseExchange {
  readonly recorder: Recorder;
  readonly secrets: SecretRegistry;
  readonly #baseUrls: readonly string[];
  readonly #headers: [string, string][];
  readonly #limits: TimeLimits;
  readonly #cap: RateCap | null;
  readonly #signal: AbortSignal;

  constructor(options: {
    recorder: Recorder;
    secrets: SecretRegistry;
    baseUrls: readonly string[];
    /** Sent with every request. */
    headers: Readonly<Record<string, string>>;
    limits: TimeLimits;
    cap: RateCap | null;
    signal: AbortSignal;
  }) {
    this.recorder = options.recorder;
    this.secrets = options.secrets;
    this.#baseUrls = options.baseUrls;
    this.#headers = Object.entries(options.headers);
    this.#limits = options.limits;
    this.#cap = options.cap;
    this.#signal = options.signal;
  }

  /** The address of an instance. */
  baseUrl(instance = 0): string {
    return this.#baseUrls[instance % this.#baseUrls.length] ?? '';
  }

  /** Never throws for a lost connection: the answer then is the NoAnswer. */
  async send(bare: OutgoingRequest, role: Role): Promise<Exchanged> {
    const request = this.#dressed(bare);
    await this.#cap?.take(1, this.#signal);
    return this.#perform(request, role, this.#limits, this.#signal);
  }

  /** For what is sent by the hundred and is all alike: only how long the answer took matters, and none is recorded. */
  async sendTimed(bare: OutgoingRequest): Promise<{ answer: Answer; exchange: RecordedExchange }> {
    const request = this.#dressed(bare);
    await this.#cap?.take(1, this.#signal);
    const { answer, ms } = await sendTimed(request, this.#limits, this.#signal);
    return {
      answer,
      exchange: { role: 'probe', atMs: 0, durationMs: ms, request, answer, error: null },
    };
  }

  /** Sent after the case, also where that was cancelled or took too long. @throws never: whether it worked is nobody's finding */
  async tidyUp(bare: OutgoingRequest): Promise<void> {
    const never = new AbortController().signal;
    await this.#cap?.take(1, never);
    await this.#perform(this.#dressed(bare), 'set-up', tidyingLimits, never).catch(() => undefined);
  }

  async #perform(
    request: OutgoingRequest,
    role: Role,
    limits: TimeLimits,
    signal: AbortSignal,
  ): Promise<Exchanged> {
    this.#learn(secretsSent(request));
    const exchange = this.recorder.begin(request, role);
    const answer = await send(request, limits, signal).catch(asNoAnswer);
    if (!(answer instanceof Error)) this.#learn(secretsReceived(answer));
    this.recorder.end(exchange, answer);
    return { answer, exchange };
  }

  /** Sends all at once, spread over the instances or to the first; see `sendTogether`. */
  async race(
    bare: OutgoingRequest[],
    instances: 'all' | 'one' = 'all',
  ): Promise<{ results: Exchanged[]; releaseSkewMs: number }> {
    const requests = bare.map((one, index) =>
      this.#dressed({ ...one, url: this.#at(instances === 'one' ? 0 : index, one.url) }),
    );
    await this.#cap?.take(requests.length, this.#signal);
    const exchanges = requests.map((request) => {
      this.#learn(secretsSent(request));
      return this.recorder.begin(request, 'probe');
    });
    const { answers, releaseSkewMs } = await sendTogether(requests, this.#limits, this.#signal);
    const results = answers.map((answer, index) => {
      const exchange = exchanges[index] as RecordedExchange;
      if (!(answer instanceof Error)) this.#learn(secretsReceived(answer));
      this.recorder.end(exchange, answer);
      return { answer, exchange };
    });
    return { results, releaseSkewMs };
  }

  /** The same place at another instance; what is not at an instance stays where it is. */
  #at(instance: number, url: string): string {
    const { origin, pathname, search } = new URL(url);
    if (origin !== new URL(this.baseUrl()).origin) return url;
    return new URL(`${pathname}${search}`, this.baseUrl(instance)).href;
  }

  #dressed(request: OutgoingRequest): OutgoingRequest {
    return { ...request, headers: [...this.#headers, ...request.headers] };
  }

  #learn(found: { kind: string; value: string }[]): void {
    for (const { kind, value } of found) this.secrets.add(kind, value);
  }
}

function asNoAnswer(error: unknown): NoAnswer {
  if (error instanceof NoAnswer) return error;
  throw error;
}
