import { circumstancesOf, type Figure, figure, figuresOf, stormIn } from '../figures.ts';
import { html, type Markup } from './markup.ts';
import type { Page } from './page.ts';

/** What was measured under load: the numbers, each row with its bars; null where the run sent none. */
export function loadSection({ report }: Page): Markup | null {
  const { load } = report.run;
  if (!load) return null;
  const figures = figuresOf(report);
  const storm = stormIn(report);
  return html`<section id="load" aria-labelledby="load-title">
<h2 id="load-title">Under load</h2>
<dl class="facts">
${circumstancesOf(load).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
${storm === null ? null : html`<div><dt>Storm of replays</dt><dd>${storm}</dd></div>`}
</dl>
${figures.length === 0 ? html`<p class="soft">No kind of client was measured.</p>` : table(figures)}
</section>`;
}

function table(figures: readonly Figure[]): Markup {
  const fastest = Math.max(1, ...figures.map(({ throughput }) => throughput?.perSecond ?? 0));
  const slowest = Math.max(1, ...figures.map(({ latency }) => latency?.p99 ?? 0));
  return html`<p class="soft">Figures hold for this machine and this load. Latency bars reach, on a scale from 0 to ${figure(slowest)} ms, from the median to the 95th percentile, and thinner to the 99th.</p>
<div class="scroll" role="region" aria-labelledby="load-title" tabindex="0">
<table class="numbers load">
<caption>Token requests by kind of client, the fastest first</caption>
<thead>
<tr><th scope="col" rowspan="2">Client</th><th scope="colgroup" colspan="2">Requests a second</th><th scope="colgroup" colspan="5">Latency in ms</th><th scope="col" rowspan="2">Granted</th></tr>
<tr><th scope="col">rate</th><th scope="col" class="bar-column">share of the fastest</th><th scope="col">median</th><th scope="col">p95</th><th scope="col">p99</th><th scope="col">most</th><th scope="col" class="bar-column">spread</th></tr>
</thead>
<tbody>${figures.map((one) => row(one, fastest, slowest))}</tbody>
</table>
</div>`;
}

function row({ client, throughput, latency }: Figure, fastest: number, slowest: number): Markup {
  const cells = latency
    ? [latency.p50, latency.p95, latency.p99, latency.max].map((value) => html`<td>${figure(value)}</td>`)
    : html`<td colspan="4">not measured</td>`;
  const granted = throughput ? `${throughput.answers.accepted} of ${throughput.requests}` : 'not measured';
  return html`<tr><th scope="row" class="row-name"><code>${client}</code></th><td>${throughput ? figure(throughput.perSecond) : '–'}</td><td class="bar-column">${throughput ? strip([{ to: throughput.perSecond / fastest, height: 8 }]) : null}</td>${cells}<td class="bar-column">${latency ? spread(latency, slowest) : null}</td><td>${granted}</td></tr>`;
}

function spread({ p50, p95, p99 }: NonNullable<Figure['latency']>, slowest: number): Markup {
  return strip([
    { from: p50 / slowest, to: p95 / slowest, height: 8 },
    { from: p95 / slowest, to: p99 / slowest, height: 2 },
  ]);
}

type Span = { from?: number; to: number; height: number };

/** Shares of a scale as bars. The numbers stand beside it, so it is hidden from assistive technology. */
function strip(spans: readonly Span[]): Markup {
  const rects = spans.map(({ from = 0, to, height }) => {
    const [x, width] = [100 * from, Math.max(0.5, 100 * (to - from))];
    return html`<rect x="${x.toFixed(2)}" y="${(8 - height) / 2}" width="${width.toFixed(2)}" height="${height}"/>`;
  });
  return html`<svg class="bar measured" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">${rects}</svg>`;
}
