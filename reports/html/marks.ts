import { type StatusCounts, statusOrder } from '../overview.ts';
import type { Outcome, RequirementStatus } from '../run-report.ts';
import { type Content, html, type Markup } from './markup.ts';

/** How a status or outcome looks. Shape and word say it; colour only repeats them. */
type Tone = 'good' | 'bad' | 'warn' | 'open' | 'manual' | 'none';
type Shape = 'check' | 'cross' | 'triangle' | 'circle' | 'square' | 'dash';

const shapeOf: Record<Tone, Shape> = {
  good: 'check',
  bad: 'cross',
  warn: 'triangle',
  open: 'circle',
  manual: 'square',
  none: 'dash',
};

const toneOfStatus: Record<RequirementStatus, Tone> = {
  proven: 'good',
  violated: 'bad',
  deviating: 'warn',
  unproven: 'open',
  manual: 'manual',
  'not-applicable': 'none',
};

const toneOfOutcome: Record<Outcome, Tone> = {
  passed: 'good',
  failed: 'bad',
  warned: 'warn',
  flaky: 'warn',
  errored: 'warn',
  untestable: 'open',
  'not-applicable': 'none',
};

/** Drawn once at the top of the page; marks refer to them. */
export const shapes = html`<svg class="shapes" aria-hidden="true" focusable="false">
<symbol id="shape-check" viewBox="0 0 16 16"><path d="M3 8.5l3.5 3.5L13 4.5"/></symbol>
<symbol id="shape-cross" viewBox="0 0 16 16"><path d="M4 4l8 8M12 4l-8 8"/></symbol>
<symbol id="shape-triangle" viewBox="0 0 16 16"><path d="M8 2.5L14 13H2zM8 6.5v3M8 11v.5"/></symbol>
<symbol id="shape-circle" viewBox="0 0 16 16"><circle cx="8" cy="8" r="5.25" stroke-dasharray="3 2.5"/></symbol>
<symbol id="shape-square" viewBox="0 0 16 16"><path d="M4 2.5h8v11H4zM6.5 6h3M6.5 9h3"/></symbol>
<symbol id="shape-dash" viewBox="0 0 16 16"><path d="M3.5 8h9"/></symbol>
</svg>`;

function mark(tone: Tone, word: Content): Markup {
  return html`<span class="mark ${tone}"><svg aria-hidden="true" focusable="false"><use href="#shape-${shapeOf[tone]}"/></svg>${word}</span>`;
}

export function statusMark(status: RequirementStatus): Markup {
  return mark(toneOfStatus[status], status);
}

export function outcomeMark(outcome: Outcome, isKnown = false): Markup {
  return mark(toneOfOutcome[outcome], isKnown ? `${outcome}, known` : outcome);
}

export function toneOfVerdict(verdict: string | null): Tone {
  if (verdict === 'conformant') return 'good';
  return verdict === 'nonconformant' ? 'bad' : 'warn';
}

/** Share of the bar below which a colour could not be seen. */
const leastWidth = 2.5;

/** Shares as a bar. Whoever can't see it finds the same numbers beside it, so it is hidden from assistive technology. */
export function bar(counts: StatusCounts): Markup {
  const total = statusOrder.reduce((sum, status) => sum + counts[status], 0);
  const shares = statusOrder
    .filter((status) => counts[status] > 0)
    .map((status) => ({ status, width: Math.max(leastWidth, (100 * counts[status]) / total) }));
  let x = 0;
  const parts = shares.map(({ status, width }) => {
    const at = x;
    x += width;
    return html`<rect class="${toneOfStatus[status]}" x="${at.toFixed(2)}" width="${width.toFixed(2)}" height="8"/>`;
  });
  return html`<svg class="bar" viewBox="0 0 ${x.toFixed(2)} 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">${parts}</svg>`;
}

/** The counts in words, each with its shape; statuses that nothing has are left out. */
export function legend(counts: StatusCounts): Markup {
  const items = statusOrder
    .filter((status) => counts[status] > 0)
    .map((status) => html`<li>${mark(toneOfStatus[status], html`<b>${counts[status]}</b> ${status}`)}</li>`);
  return html`<ul class="legend">${items}</ul>`;
}
