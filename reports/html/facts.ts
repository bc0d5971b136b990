import type { z } from 'zod';
import type { RunReport } from '../run-report.ts';
import { type Content, html, type Markup } from './markup.ts';
import type { Page } from './page.ts';

/** What was judged: the target's own claims, which decide what applies to it. */
export function targetSection({ report: { target } }: Page): Markup {
  return html`<section id="target" aria-labelledby="target-title">
<h2 id="target-title">What was judged</h2>
<dl class="facts">
${fact('Target', `${target.name}${target.version === null ? '' : ` ${target.version}`}`)}
${fact('Addresses', list(target.baseUrls))}
${fact('Features it declares', list(target.features))}
${fact('Capabilities it lends', list(target.capabilities))}
</dl>
${profileTable(target.profile)}
</section>`;
}

/** How the run was made: enough to make it again, and to tell it from another. */
export function factsSection({ report: { run, exitCode, exitReason } }: Page): Markup {
  const { selection, harness } = run;
  const chosen = [...selection.areas, ...selection.requirements, ...selection.cases];
  return html`<section id="run" aria-labelledby="run-title">
<h2 id="run-title">How the run was made</h2>
<dl class="facts">
${fact('Run', html`<code>${run.id}</code>`)}
${fact('Ended', `${run.status}, exit code ${exitCode}: ${exitReason}`)}
${fact('Started', instant(run.startedAt))}
${fact('Finished', run.finishedAt === null ? 'not recorded' : instant(run.finishedAt))}
${fact('Command', html`<code>${run.command}</code>`)}
${fact('Seed', html`<code>${run.seed}</code>`)}
${fact('Selection', chosen.length === 0 ? 'everything' : list(chosen))}
${fact('Fails on', `${selection.failOn.join(', ')}${selection.repeat > 1 ? `; everything was run ${selection.repeat} times` : ''}`)}
${fact('authproof', html`${harness.version}${harness.commit === null ? null : html`, commit <code>${harness.commit}</code>`}`)}
${fact('Registry of requirements', html`<code>${run.registry.digest}</code>`)}
${fact('Node', run.node)}
</dl>
</section>`;
}

function fact(name: string, value: Content): Markup {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function list(values: readonly string[]): Markup {
  if (values.length === 0) return html`<span class="soft">none</span>`;
  return html`<ul class="inline">${values.map((value) => html`<li><code>${value}</code></li>`)}</ul>`;
}

function profileTable(profile: RunReport['target']['profile']): Markup {
  const values = Object.entries(profile).flatMap(([key, value]) => flattened(key, value));
  if (values.length === 0) return html`<p class="soft">It claims no profile values.</p>`;
  const rows = values.map(
    ([path, value]) => html`<tr><th scope="row"><code>${path}</code></th><td><code>${value}</code></td></tr>`,
  );
  return html`<table class="profile"><caption>Profile: the policy values that the target claims</caption>
<thead><tr><th scope="col">value</th><th scope="col">claimed</th></tr></thead><tbody>${rows}</tbody></table>`;
}

type Json = z.core.util.JSONType;

/** Nested values as `assertion.jti`, the way they are quoted in reasons. */
function flattened(path: string, value: Json): [string, string][] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return [[path, typeof value === 'string' ? value : JSON.stringify(value)]];
  }
  return Object.entries(value).flatMap(([key, inner]) => flattened(`${path}.${key}`, inner));
}

function instant(iso: string): Markup {
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`;
}
