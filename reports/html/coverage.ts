import { byArea, countStatuses, statusOrder } from '../overview.ts';
import type { RequirementResult } from '../run-report.ts';
import { bar } from './marks.ts';
import { addressPart, html, type Markup } from './markup.ts';
import type { Page } from './page.ts';

/** Coverage by area: a bar for the eye, the same numbers for everybody. */
export function coverageSection({ report }: Page): Markup {
  const rows = byArea(report.requirements).map(([area, requirements]) =>
    row(html`<a href="#area-${addressPart(area)}">${area}</a>`, requirements),
  );
  return html`<section id="coverage" aria-labelledby="coverage-title">
<h2 id="coverage-title">Coverage by area</h2>
<div class="scroll" role="region" aria-labelledby="coverage-title" tabindex="0">
<table class="numbers coverage">
<caption>Requirements by area and status</caption>
<thead><tr><th scope="col">Area</th><th scope="col">MUST proven</th><th scope="col" class="bar-column">Share</th>${statusOrder.map((status) => html`<th scope="col">${status.replaceAll('-', ' ')}</th>`)}<th scope="col">all</th></tr></thead>
<tbody>${rows}</tbody>
<tfoot>${row('all areas', report.requirements)}</tfoot>
</table>
</div>
</section>`;
}

function row(name: Markup | string, requirements: readonly RequirementResult[]): Markup {
  const counts = countStatuses(requirements);
  const musts = requirements.filter(({ level, status }) => level === 'MUST' && status !== 'not-applicable');
  const cells = statusOrder.map(
    (status) => html`<td class="${counts[status] === 0 ? 'zero' : ''}">${counts[status]}</td>`,
  );
  return html`<tr><th scope="row" class="row-name">${name}</th><td>${countStatuses(musts).proven} of ${musts.length}</td><td class="bar-column">${bar(counts)}</td>${cells}<td>${requirements.length}</td></tr>`;
}
