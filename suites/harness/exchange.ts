import type { RecordedExchange, Recorder, Role } from './evidence/recorder.ts';
import type { SecretRegistry } from './evidence/secrets.ts';
import { sendTogether } from './http/race.ts';
import type { RateCap } from './http/rate-cap.ts';
import { type Answer, NoAnswer, type OutgoingRequest, send, type TimeLimits } from './http/send.ts';
import { jsonOf } from './oauth/reply.ts';

export type Exchanged = { answer: Answer | NoAnswer; exchange: RecordedExchange };

/** Members of an answer that are secrets wherever they stand. */
const secretMembers = [
  'access_token',
  'refresh_token',
  'id_token',
  'client_secret',
  'registration_access_token',
];

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

  /** The address of an instance; races are spread over all of them. */
  baseUrl(instance = 0): string {
    return this.#baseUrls[instance % this.#baseUrls.length] ?? '';
  }

  /** Never throws for a lost connection: the answer then is the NoAnswer. */
  async send(bare: OutgoingRequest, role: Role): Promise<Exchanged> {
    const request = this.#dressed(bare);
    await this.#cap?.take(1, this.#signal);
    this.#learnSent(request);
    const exchange = this.recorder.begin(request, role);
    const answer = await send(request, this.#limits, this.#signal).catch(asNoAnswer);
    this.#learnReceived(answer);
    this.recorder.end(exchange, answer);
    return { answer, exchange };
  }

  /** Sends all at once; see `sendTogether`. */
  async race(bare: OutgoingRequest[]): Promise<{ results: Exchanged[]; releaseSkewMs: number }> {
    const requests = bare.map((one) => this.#dressed(one));
    await this.#cap?.take(requests.length, this.#signal);
    const exchanges = requests.map((request) => {
      this.#learnSent(request);
      return this.recorder.begin(request, 'probe');
    });
    const { answers, releaseSkewMs } = await sendTogether(requests, this.#limits, this.#signal);
    const results = answers.map((answer, index) => {
      const exchange = exchanges[index] as RecordedExchange;
      this.#learnReceived(answer);
      this.recorder.end(exchange, answer);
      return { answer, exchange };
    });
    return { results, releaseSkewMs };
  }

  #dressed(request: OutgoingRequest): OutgoingRequest {
    return { ...request, headers: [...this.#headers, ...request.headers] };
  }

  #learnSent({ body, headers }: OutgoingRequest): void {
    const [, basicCredentials] =
      /^Basic (.+)$/i.exec(headers.find(([name]) => name === 'Authorization')?.[1] ?? '') ?? [];
    if (basicCredentials) this.secrets.add('basic-credentials', basicCredentials);
    const form = new URLSearchParams(String(body ?? ''));
    for (const secret of form.getAll('client_secret')) this.secrets.add('client-secret', secret);
    for (const assertion of form.getAll('client_assertion')) {
      const signature = assertion.split('.').at(-1) ?? '';
      if (signature.length >= 16 && signature.length <= 2048) this.secrets.add('signature', signature);
    }
  }

  #learnReceived(answer: Answer | NoAnswer): void {
    const json = answer instanceof Error ? null : jsonOf(answer);
    for (const member of secretMembers) {
      const value = json?.[member];
      if (typeof value === 'string') this.secrets.add(member.replaceAll('_', '-'), value);
    }
  }
}

function asNoAnswer(error: unknown): NoAnswer {
  if (error instanceof NoAnswer) return error;
  throw error;
}
