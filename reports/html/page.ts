import { reproduceCommand } from '../reproduce.ts';
import type { CaseResult, RequirementResult, RequirementSnapshot, RunReport } from '../run-report.ts';
import type { AllEvidence } from './evidence.ts';
import { addressPart, html, type Markup } from './markup.ts';

/** What every section of the page is made from. */
export interface Page {
  readonly report: RunReport;
  readonly evidence: AllEvidence;
  /** Position of each result, which names its place on the page. */
  readonly positions: ReadonlyMap<CaseResult, number>;
}

/** Id of the one place where a result is shown in full. */
export function anchorOf({ positions }: Page, result: CaseResult): string {
  return `result-${positions.get(result) ?? 'unknown'}`;
}

export function requirementLink({ id }: Pick<RequirementResult, 'id'>): Markup {
  return html`<a class="id" href="#${addressPart(id)}">${id}</a>`;
}

/** Citations, linked where the link is one that a browser should follow. */
export function sourceList(sources: RequirementSnapshot['sources']): Markup {
  const items = sources.map(({ citation, url }, index) => {
    const separator = index === 0 ? '' : ', ';
    return url !== null && /^https?:\/\//.test(url)
      ? html`${separator}<a href="${url}" rel="noreferrer">${citation}</a>`
      : html`${separator}${citation}`;
  });
  return html`${items}`;
}

/** Text with its address linked, where it is one that a browser should follow. */
export function linked(text: string): Markup {
  return /^https?:\/\//.test(text) ? html`<a href="${text}" rel="noreferrer">${text}</a>` : html`${text}`;
}

export function commandBlock({ report }: Page, result: CaseResult): Markup {
  const words = reproduceCommand(report, result).split(' ');
  return html`<p class="label">Run it again</p>
<pre class="command">${words.map((word, index) => html`${index === 0 ? '' : ' '}<span>${word}</span>`)}</pre>`;
}
