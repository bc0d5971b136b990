import { type Gap, gapsOf } from '../overview.ts';
import { counted } from '../words.ts';
import { html, type Markup } from './markup.ts';
import { type Page, requirementLink } from './page.ts';

/** What is not proven and why, by area: the part of a report that is easiest to leave out and worst to miss. */
export function gapsSection({ report }: Page): Markup {
  const areas = gapsOf(report);
  const open = areas
    .flatMap(({ gaps }) => gaps)
    .reduce((sum, { requirements }) => sum + requirements.length, 0);
  const introduction =
    open === 0
      ? 'Every requirement that applies was judged.'
      : `This run proves nothing about ${counted(open, 'requirement')}. They may hold or not; each is listed with the reason.`;
  return html`<section id="not-proven" aria-labelledby="not-proven-title">
<h2 id="not-proven-title">What is not proven</h2>
<p>${introduction}</p>
${areas.map(({ area, gaps }) => html`<h3>${area} <span class="count">${gaps.reduce((sum, { requirements }) => sum + requirements.length, 0)}</span></h3>${gaps.map(gapBlock)}`)}
</section>`;
}

function gapBlock({ reason, requirements }: Gap): Markup {
  const musts = requirements.filter(({ level }) => level === 'MUST').length;
  const items = requirements.map(
    (requirement) =>
      html`<li>${requirementLink(requirement)} <span class="level">${requirement.level}</span> ${requirement.title}</li>`,
  );
  return html`<details class="gap">
<summary><span class="reason">${reason}</span> <span class="soft">${counted(requirements.length, 'requirement')}, ${musts} MUST</span></summary>
<ul class="plain">${items}</ul>
</details>`;
}
