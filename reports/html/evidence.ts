import type { Evidence, Exchange } from '../evidence.ts';
import type { EvidenceOf } from '../run-folder.ts';
import type { CaseResult, Outcome, RunReport } from '../run-report.ts';
import { counted } from '../words.ts';
import { addressPart, html, type Markup } from './markup.ts';

/** Evidence of one result: how much of it there is, in words, and all of it. */
export interface ShownEvidence {
  readonly summary: string;
  readonly body: Markup;
}

export interface AllEvidence {
  readonly of: (result: CaseResult) => ShownEvidence;
  /** Results whose evidence had no place in the budget; none of them failed. */
  readonly leftOut: number;
}

/** What somebody must be able to look into, however large it is. */
const alwaysShown: readonly Outcome[] = ['failed', 'warned', 'errored', 'flaky'];

/** Renders the evidence of every finding, then of the other results in order while `budget` (characters) lasts. */
export function showEvidence({ cases }: RunReport, evidenceOf: EvidenceOf, budget: number): AllEvidence {
  const shown = new Map<CaseResult, ShownEvidence>();
  let left = budget;
  let leftOut = 0;
  for (const result of cases.toSorted((a, b) => priority(a) - priority(b))) {
    if (left > 0 || priority(result) === 0) {
      const evidence = show(result, evidenceOf(result));
      left -= evidence.body.text.length;
      shown.set(result, evidence);
    } else if (result.evidence !== null) {
      leftOut += 1;
      shown.set(result, { summary: 'evidence beside this page', body: link(result) });
    }
  }
  return { of: (result) => shown.get(result) ?? nothing, leftOut };
}

const nothing: ShownEvidence = { summary: 'nothing exchanged', body: html`` };

function priority({ outcome }: CaseResult): number {
  return alwaysShown.includes(outcome) ? 0 : 1;
}

function link({ evidence }: CaseResult): Markup {
  const href = evidence?.split('/').map(addressPart).join('/') ?? '';
  return html`<p class="soft">Evidence: <a href="${href}">${evidence}</a></p>`;
}

function show(result: CaseResult, evidence: ReturnType<EvidenceOf>): ShownEvidence {
  if (result.evidence === null) return nothing;
  if ('missing' in evidence) {
    return { summary: 'no evidence', body: html`<p class="soft">No evidence: ${evidence.missing}</p>` };
  }
  let control: Exchange | null = null;
  const exchanges = evidence.exchanges.map((exchange) => {
    const item = exchangeItem(exchange, exchange.role === 'probe' ? control : null);
    if (exchange.role === 'control') control = exchange;
    return item;
  });
  const raced = evidence.races.length > 0 ? `, ${counted(evidence.races.length, 'race')}` : '';
  return {
    summary: `${counted(exchanges.length, 'exchange')}${raced}`,
    body: html`<ol class="exchanges">${exchanges}</ol>${races(evidence)}${link(result)}`,
  };
}

function exchangeItem(exchange: Exchange, control: Exchange | null): Markup {
  const { role, request, response, error, atMs, durationMs } = exchange;
  const answer = response === null ? 'no answer' : `${response.status}`;
  return html`<li class="exchange">
<p class="exchange-title"><span class="role ${role}">${role}</span> <code>${request.method} ${pathOf(request.url)}</code> <span class="answer"><span class="soft">answered</span> <b>${answer}</b></span> <span class="soft">at ${Math.round(atMs)} ms, took ${Math.round(durationMs)} ms</span></p>
<div class="wire">
<div><p class="label">Sent</p><pre>${request.method} ${request.url}
${message(request.headers, request.body)}</pre></div>
<div><p class="label">Received</p><pre>${response === null ? (error ?? 'nothing') : `${response.status}\n${message(response.headers, response.body)}`}</pre></div>
</div>
${exchange.assertions.map((assertion, index) => assertionBlock(assertion, control?.assertions[index] ?? null))}
</li>`;
}

type Assertion = Exchange['assertions'][number];

function assertionBlock({ header, claims }: Assertion, control: Assertion | null): Markup {
  const remark =
    control &&
    html`<span class="soft">≠ marks what differs from the control, jti, iat, nbf and exp aside</span>`;
  return html`<div class="assertion"><p><span class="label">Assertion in it, decoded</span>${remark}</p>
<div class="wire"><pre>${differing(header, control?.header ?? null)}</pre><pre>${differing(claims, control?.claims ?? null)}</pre></div></div>`;
}

/** A case changes one property between control and probe: the eye should not have to search for it. */
function differing(part: Assertion['header'], control: Assertion['header']): Markup[] {
  const known = control === null ? null : new Set(jsonLines(control));
  return jsonLines(part).map((line) => {
    const isSame = known === null || known.has(line) || /^\s*"(jti|iat|nbf|exp)":/.test(line);
    return isSame ? html`${line}\n` : html`<mark>${line}</mark>\n`;
  });
}

function jsonLines(value: Assertion['header']): string[] {
  return JSON.stringify(value, null, 2).split('\n');
}

function races({ races }: Evidence): Markup | null {
  if (races.length === 0) return null;
  const items = races.map(
    ({ requests, releaseSkewMs, ok, refused, unknown }) =>
      html`<li>${counted(requests, 'request')} released within ${releaseSkewMs} ms: ${ok} accepted, ${refused} refused, ${unknown} without an answer</li>`,
  );
  return html`<p class="label">Races</p><ul>${items}</ul>`;
}

function message(headers: Exchange['request']['headers'], body: string | null): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`).join('\n');
  return body === null || body === '' ? lines : `${lines}\n\n${body}`;
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}
