import { type Evidence, type Exchange, evidenceSchemaId } from '../../../reports/evidence.ts';
import type { Answer, NoAnswer, OutgoingRequest } from '../http/send.ts';
import { decodeAssertion } from '../oauth/assertion.ts';
import type { SecretRegistry } from './secrets.ts';

/** Text of an exchange that evidence keeps; the rest is counted. */
const keptCharacters = 8_192;

export type Role = Exchange['role'];
/** One exchange as it was; its role may still change, because only `control()` knows that it was a control. */
export type RecordedExchange = {
  role: Role;
  atMs: number;
  durationMs: number;
  request: OutgoingRequest;
  answer: Answer | null;
  error: NoAnswer | null;
};

/** What one case result sent and got. */
export class Recorder {
  readonly exchanges: RecordedExchange[] = [];
  readonly races: Evidence['races'] = [];
  readonly notes: string[] = [];
  /** A server fault was taken for a refusal. */
  restsOnFault = false;
  readonly #began = performance.now();

  begin(request: OutgoingRequest, role: Role): RecordedExchange {
    const exchange = {
      role,
      atMs: performance.now() - this.#began,
      durationMs: 0,
      request,
      answer: null,
      error: null,
    };
    this.exchanges.push(exchange);
    return exchange;
  }

  end(exchange: RecordedExchange, answer: Answer | NoAnswer): void {
    exchange.durationMs = performance.now() - this.#began - exchange.atMs;
    if (answer instanceof Error) exchange.error = answer;
    else exchange.answer = answer;
  }

  /** Evidence for the report: every secret masked first, then cut to size. */
  toEvidence(id: string, variant: string | null, secrets: SecretRegistry): Evidence {
    const text = (value: string) => cut(secrets.redact(value));
    return {
      schema: evidenceSchemaId,
      case: id,
      variant,
      exchanges: this.exchanges.map(({ role, atMs, durationMs, request, answer, error }) => ({
        role,
        atMs: round(atMs),
        durationMs: round(durationMs),
        request: {
          method: request.method,
          url: text(request.url),
          headers: request.headers.map(([name, value]): [string, string] => [text(name), text(value)]),
          body: request.body === null ? null : text(String(request.body)),
        },
        response: answer && {
          status: answer.status,
          headers: answer.headers.map(([name, value]): [string, string] => [text(name), text(value)]),
          body: text(answer.body),
        },
        error: error && text(error.message),
        assertions: secrets.redactJson(assertionsIn(request)),
      })),
      races: this.races,
    };
  }
}

function assertionsIn({ body }: OutgoingRequest): Exchange['assertions'] {
  if (body === null || body.length > keptCharacters) return [];
  const sent = new URLSearchParams(String(body)).getAll('client_assertion');
  return sent.flatMap((assertion) => decodeAssertion(assertion) ?? []);
}

function cut(text: string): string {
  const more = text.length - keptCharacters;
  return more > 0 ? `${text.slice(0, keptCharacters)}… (${more} more characters)` : text;
}

const round = (ms: number) => Math.round(ms * 100) / 100;
