import { type Finding, findingsOf } from '../overview.ts';
import type { CaseResult, RequirementResult } from '../run-report.ts';
import { counted } from '../words.ts';
import { outcomeMark } from './marks.ts';
import { html, type Markup } from './markup.ts';
import { anchorOf, commandBlock, linked, type Page, requirementLink, sourceList } from './page.ts';

/** What failed, with clause, reason and evidence: worst first. */
export function findingsSection(page: Page): Markup {
  const { failed, known, warned, undecided } = findingsOf(page.report);
  const groups = [
    group(page, 'Broken obligations', 'A MUST does not hold.', failed),
    group(
      page,
      'Broken obligations that were known before',
      'Listed as known failures: still broken, but the exit code excuses them.',
      known,
    ),
    group(page, 'Deviations from recommendations', 'A SHOULD or MAY does not hold.', warned),
    group(
      page,
      'Not decided',
      'The check itself did not end well, or ended differently when repeated: neither for nor against the target.',
      undecided,
    ),
    problems(page),
  ].filter((markup) => markup !== null);
  const nothing = html`<p>Nothing failed, deviated or went wrong among the ${counted(page.report.cases.length, 'result')} of this run.</p>`;
  return html`<section id="failed" aria-labelledby="failed-title">
<h2 id="failed-title">What failed</h2>
${groups.length > 0 ? groups : nothing}
</section>`;
}

function group(page: Page, title: string, meaning: string, findings: readonly Finding[]): Markup | null {
  if (findings.length === 0) return null;
  return html`<h3>${title} <span class="count">${counted(findings.length, 'case')}</span></h3>
<p class="soft">${meaning}</p>
${findings.map((finding) => findingCard(page, finding))}`;
}

function findingCard(page: Page, { id, title, verifies, results }: Finding): Markup {
  return html`<article class="finding ${results[0]?.outcome ?? ''}">
<h4>${title}</h4>
<p class="soft case-id"><code>${id}</code></p>
<ul class="clauses">${verifies.map(clause)}</ul>
${results.map((result) => resultBlock(page, result))}
</article>`;
}

function clause(requirement: RequirementResult): Markup {
  const { level, title, sources } = requirement;
  return html`<li>${requirementLink(requirement)} <span class="level">${level}</span> ${title}${
    sources.length > 0 ? html`<br><span class="soft">Asked for by ${sourceList(sources)}</span>` : null
  }</li>`;
}

function resultBlock(page: Page, result: CaseResult): Markup {
  return html`<div class="result full" id="${anchorOf(page, result)}">
<p>${outcomeMark(result.outcome, result.known !== null)} ${result.variant === null ? null : html`<code>${result.variant}</code>`}</p>
<p class="reason">${result.reason ?? 'No reason was given.'}</p>
${known(result)}
${attempts(result)}
${result.notes.map((note) => html`<p class="soft">Note: ${note}</p>`)}
${commandBlock(page, result)}
${evidence(page, result)}
</div>`;
}

function evidence(page: Page, result: CaseResult): Markup {
  const { summary, body } = page.evidence.of(result);
  return html`<details class="evidence"><summary>Evidence: ${summary}</summary>${body}</details>`;
}

function known({ known }: CaseResult): Markup | null {
  if (known === null) return null;
  return html`<p>Known: ${known.reason} (${known.requirement}, ${known.clause}; ${linked(known.evidence)})</p>`;
}

function attempts({ attempts }: CaseResult): Markup | null {
  if (attempts.length < 2) return null;
  return html`<p>Attempts: ${attempts.map(({ outcome }) => outcome).join(', ')}.</p>`;
}

function problems({ report }: Page): Markup | null {
  if (report.run.problems.length === 0) return null;
  const items = report.run.problems.map(
    ({ kind, detail }) => html`<li><b>${kind.replaceAll('-', ' ')}</b>: ${detail}</li>`,
  );
  return html`<h3>About the run itself</h3><ul>${items}</ul>`;
}
