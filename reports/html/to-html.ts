import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { countStatuses, meaningOf } from '../overview.ts';
import type { EvidenceOf } from '../run-folder.ts';
import type { RunReport } from '../run-report.ts';
import { coverageSection } from './coverage.ts';
import { showEvidence } from './evidence.ts';
import { factsSection, targetSection } from './facts.ts';
import { findingsSection } from './findings.ts';
import { gapsSection } from './gaps.ts';
import { loadSection } from './load.ts';
import { bar, legend, shapes, toneOfVerdict } from './marks.ts';
import { html, Markup } from './markup.ts';
import type { Page } from './page.ts';
import { requirementsSection } from './requirements.ts';

const style = ['text', 'overview', 'findings', 'requirements', 'media']
  .map((name) => readPart(`style/${name}.css`))
  .join('\n');
const script = readPart('filter.js');

/** Nothing is loaded, and nothing runs but the style and the filter that were put in here. */
const policy = `default-src 'none'; style-src '${digest(style)}'; script-src '${digest(script)}'; base-uri 'none'; form-action 'none'`;

/**
 * report.html: one file that needs neither network nor script to be read.
 * @param evidenceBudget characters of evidence on the page; what failed is shown in any case
 */
export function toHtml(report: RunReport, evidenceOf: EvidenceOf, evidenceBudget = 4_000_000): string {
  const page: Page = {
    report,
    evidence: showEvidence(report, evidenceOf, evidenceBudget),
    positions: new Map(report.cases.map((result, index) => [result, index])),
  };
  return `${html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${report.target.name}: ${report.headline}</title>
<style>${new Markup(style)}</style>
</head>
<body>
${shapes}
<a class="skip" href="#content">Skip to the content</a>
${masthead(report)}
<div class="columns">
${navigation(report)}
<main id="content">
${findingsSection(page)}
${loadSection(page)}
${gapsSection(page)}
${targetSection(page)}
${coverageSection(page)}
${requirementsSection(page)}
${factsSection(page)}
</main>
</div>
<footer><p>Made by authproof ${report.run.harness.version} from <code>results.jsonl</code>. Secrets in it are masked as ‹kind:fingerprint›; equal ones have equal fingerprints.</p></footer>
<script>${new Markup(script)}</script>
</body>
</html>`}\n`;
}

function masthead(report: RunReport): Markup {
  const { target, verdict, run, exitCode, exitReason } = report;
  const musts = report.requirements.filter(({ level }) => level === 'MUST');
  const counts = countStatuses(musts);
  return html`<header class="masthead ${toneOfVerdict(verdict)}">
<p class="kicker">Conformance report <span class="target">${target.name}${target.version === null ? '' : ` ${target.version}`}</span></p>
<h1>${headlineMarkup(report)}</h1>
<p class="meaning">${meaningOf(report)}</p>
<div class="overall">
<p class="label">${musts.length} obligatory (MUST) requirements</p>
${bar(counts)}
${legend(counts)}
</div>
<p class="soft">Run <time datetime="${run.startedAt}">${run.startedAt.slice(0, 10)}</time>, exit code ${exitCode}: ${exitReason}.</p>
</header>`;
}

function headlineMarkup({ headline, verdict }: RunReport): Markup {
  const word = verdict ?? 'no verdict';
  if (!headline.startsWith(word)) return html`${headline}`;
  return html`<span class="verdict">${word}</span>${headline.slice(word.length)}`;
}

function navigation({ run, totals, requirements }: RunReport): Markup {
  const { failed, warned, errored, flaky } = totals.cases;
  const entry = (anchor: string, title: string, count: number | null = null) =>
    html`<li><a href="#${anchor}">${title}${count === null ? null : html` <span class="count">${count}</span>`}</a></li>`;
  return html`<nav aria-label="Sections"><ul>
${entry('failed', 'What failed', failed + warned + errored + flaky)}
${run.load ? entry('load', 'Under load') : null}
${entry('not-proven', 'What is not proven', totals.requirements.unproven + totals.requirements.manual)}
${entry('target', 'What was judged')}
${entry('coverage', 'Coverage by area')}
${entry('requirements', 'Requirements', requirements.length)}
${entry('run', 'How the run was made')}
</ul></nav>`;
}

function readPart(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

function digest(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
