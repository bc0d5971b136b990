import { byArea } from '../overview.ts';
import { type CaseResult, type RequirementResult, resultName, statuses } from '../run-report.ts';
import { counted } from '../words.ts';
import { outcomeMark, statusMark } from './marks.ts';
import { html, type Markup } from './markup.ts';
import { anchorOf, commandBlock, type Page, sourceList } from './page.ts';

/** Every requirement, one line each until it is opened. A result that bears on several is shown in full once. */
export function requirementsSection(page: Page): Markup {
  const resultsByName = Map.groupBy(page.report.cases, resultName);
  const shownAlready = new Set<CaseResult>(page.report.cases.filter(isFinding));
  const areas = byArea(page.report.requirements).map(
    ([
      area,
      requirements,
    ]) => html`<section class="area" id="area-${area}" aria-labelledby="area-${area}-title">
<h3 id="area-${area}-title">${area} <span class="count">${requirements.length}</span></h3>
${requirements.map((requirement) => {
  const results = requirement.cases.flatMap((name) => resultsByName.get(name) ?? []);
  return requirementBlock(page, requirement, results, shownAlready);
})}
</section>`,
  );
  return html`<section id="requirements" aria-labelledby="requirements-title">
<h2 id="requirements-title">Requirements</h2>
${filter()}
${page.evidence.leftOut > 0 ? html`<p class="soft">To keep this page small it leaves out the evidence of ${counted(page.evidence.leftOut, 'result')}, none of which failed; the folder evidence/ beside this page has it.</p>` : null}
${areas}
</section>`;
}

/** Hidden until the script that serves it has run: without it the page is complete, only longer. */
function filter(): Markup {
  const boxes = statuses.map(
    (status) =>
      html`<label><input type="checkbox" name="status" value="${status}" checked> ${status}</label>`,
  );
  return html`<div class="filter" id="filter" role="search" aria-label="Requirements" hidden>
<label>Find <input type="search" id="filter-text" placeholder="id, words of a title, a case" autocomplete="off"></label>
<fieldset><legend>Status</legend>${boxes}</fieldset>
<p role="status" id="filter-count" class="soft"></p>
</div>`;
}

function requirementBlock(
  page: Page,
  requirement: RequirementResult,
  results: CaseResult[],
  shownAlready: Set<CaseResult>,
): Markup {
  const { id, level, title, why, sources, status, reason, mutants } = requirement;
  const cases = [...Map.groupBy(results, (result) => result.id).values()].map((ofCase) =>
    caseItem(page, ofCase, shownAlready),
  );
  return html`<details class="requirement" id="${id}" data-status="${status}">
<summary>${statusMark(status)} <h4><span class="id">${id}</span> ${title}</h4> <span class="level">${level}</span></summary>
<div class="body">
<p><b>${status}</b>: ${reason}</p>
${why === null ? null : html`<p><span class="label">Why</span> ${why}</p>`}
${sources.length === 0 ? null : html`<p><span class="label">Sources</span> ${sourceList(sources)}</p>`}
${mutants === null ? null : html`<p><span class="label">Mutants</span> ${mutantsLine(mutants)}</p>`}
${cases.length === 0 ? null : html`<ul class="plain cases">${cases}</ul>`}
</div>
</details>`;
}

function mutantsLine({ killed, survived }: NonNullable<RequirementResult['mutants']>): string {
  if (killed + survived === 0) return 'none breaks this requirement, so its cases were never seen to fail';
  return `${killed} of ${counted(killed + survived, 'wrong server')} caught by its cases`;
}

function caseItem(page: Page, results: CaseResult[], shownAlready: Set<CaseResult>): Markup {
  const [first] = results;
  const items = results.map((result) => {
    if (shownAlready.has(result)) return resultReference(page, result);
    shownAlready.add(result);
    return resultFold(page, result);
  });
  return html`<li><p class="case-title">${first?.title ?? null} <code>${first?.id ?? null}</code></p>${items}</li>`;
}

/** One line for each of what may be dozens of variants; command and evidence are one step away. */
function resultFold(page: Page, result: CaseResult): Markup {
  const { summary, body } = page.evidence.of(result);
  const { outcome, variant, reason, durationMs, notes } = result;
  return html`<details class="result" id="${anchorOf(page, result)}">
<summary>${outcomeMark(outcome)} ${variant === null ? null : html`<code>${variant}</code>`} ${reason === null ? null : html`<span class="reason">${reason}</span>`} <span class="soft">${summary}, ${Math.round(durationMs)} ms</span></summary>
${notes.map((note) => html`<p class="soft">Note: ${note}</p>`)}
${commandBlock(page, result)}
${body}
</details>`;
}

function resultReference(page: Page, result: CaseResult): Markup {
  const { variant, outcome, known } = result;
  return html`<p class="result">${outcomeMark(outcome, known !== null)} ${variant === null ? null : html`<code>${variant}</code>`} <a href="#${anchorOf(page, result)}">shown in full elsewhere on this page</a></p>`;
}

function isFinding({ outcome }: CaseResult): boolean {
  return outcome === 'failed' || outcome === 'warned' || outcome === 'errored' || outcome === 'flaky';
}
