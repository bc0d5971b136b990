import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { toRunReport } from '../assess.ts';
import type { Evidence } from '../evidence.ts';
import type { EvidenceOf } from '../run-folder.ts';
import { arbitraryRun, arbitraryText } from '../testing/arbitrary-run.ts';
import { makeRequirement, makeResult, makeRun } from '../testing/make-run.ts';
import { sampleEvidence } from '../testing/sample-evidence.ts';
import { sampleLoadRun } from '../testing/sample-load.ts';
import { largeRun, sampleRun } from '../testing/sample-run.ts';
import { toHtml } from './to-html.ts';

// Properties take a hundred runs each, which is seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const noEvidence: EvidenceOf = () => ({ missing: 'none in this test' });

function page(run = sampleRun(), evidenceOf = sampleEvidence, budget?: number): string {
  return toHtml(toRunReport(run), evidenceOf, budget);
}

test('the sections stand in the order in which they are read', () => {
  const titles = [...page().matchAll(/<h2 id="(.*?)-title"/g)].map(([, id]) => id);
  expect(titles).toEqual(['failed', 'not-proven', 'target', 'coverage', 'requirements', 'run']);
});

test('a run under load shows its figures after what failed, and in a table', () => {
  const html = page(sampleLoadRun());
  const titles = [...html.matchAll(/<h2 id="(.*?)-title"/g)].map(([, id]) => id);
  expect(titles.slice(0, 3)).toEqual(['failed', 'load', 'not-proven']);
  expect(html).toContain('<a href="#load">Under load</a>');
  expect(html).toContain('<td>1,762</td>');
  expect(html).toContain('97 gained one token, 3 several, 0 none');
});

test('no text of a run becomes markup', () => {
  const tags = (html: string) => html.match(/<\/?[a-z!][^\s>]*/gi) ?? [];
  const ours = new Set([...tags(page()), ...tags(page(sampleLoadRun())), '<b', '</b', '<br']);
  fc.assert(
    fc.property(arbitraryRun, arbitraryText, (run, text) => {
      const evidence = hostileEvidence(text);
      expect(tags(page(run, () => evidence)).filter((tag) => !ours.has(tag))).toEqual([]);
    }),
  );
});

test('an address that a browser should not follow is no link', () => {
  const sources = [{ citation: 'a source', url: 'javascript:alert(1)' }];
  const html = page(makeRun([], { header: { requirements: [makeRequirement({ sources })] } }), noEvidence);
  expect(html).toContain('a source');
  expect(html).not.toContain('javascript:');
});

test('characters that hide or reorder text are named instead', () => {
  const run = makeRun([makeResult({ outcome: 'failed', reason: 'a\u0000b\u202ec\ud800' })]);
  expect(page(run, noEvidence)).toContain('a⟨U+0000⟩b⟨U+202E⟩c\ufffd');
});

test('every requirement and every result is on the page', () => {
  const report = toRunReport(sampleRun());
  const html = page();
  for (const { id } of report.requirements) expect(html).toContain(`<details class="requirement" id="${id}"`);
  for (const index of report.cases.keys()) expect(html.split(`id="result-${index}"`)).toHaveLength(2);
});

test('every link inside the page has its target', () => {
  const html = page();
  const ids = new Set([...html.matchAll(/ id="(.*?)"/g)].map(([, id]) => id));
  for (const [, target] of html.matchAll(/href="#(.*?)"/g)) expect(ids).toContain(target);
});

test('a failure stands with the command that runs it again', () => {
  const plain = page().replace(/<\/?span>/g, '');
  expect(plain).toContain('--case &#39;client-auth/assertion-replay#introspection&#39; --seed 4f1c9a');
});

test('what a probe changed is marked, what always changes is not', () => {
  const marked = new Set([...page().matchAll(/<mark>(.*?)<\/mark>/g)].map(([, line]) => line?.trim()));
  expect([...marked]).toEqual(['&quot;aud&quot;: &quot;https://other.example/token&quot;,']);
});

test('over its budget a page leaves out evidence of what passed, says so, and keeps that of what failed', () => {
  const html = page(largeRun(50), sampleEvidence, 1);
  const { totals } = toRunReport(largeRun(50));
  const { failed, warned, errored, flaky } = totals.cases;
  expect(html.match(/<ol class="exchanges">/g)).toHaveLength(failed + warned + errored + flaky);
  expect(html).toMatch(/leaves out the evidence of \d\d results, none of which failed/);
});

test('evidence that is missing is said to be', () => {
  const run = makeRun([makeResult({ outcome: 'failed', evidence: 'evidence/a#b.json' })]);
  expect(page(run, () => ({ missing: 'evidence/a#b.json is not in the run folder.' }))).toContain(
    'No evidence: evidence/a#b.json is not in the run folder.',
  );
});

test('evidence is linked by an address that a browser can open', () => {
  const html = page(makeRun([makeResult({ evidence: 'evidence/client-auth/a b#v0.json' })]));
  expect(html).toContain('href="evidence/client-auth/a%20b%23v0.json"');
});

test('a thousand results stay one page of a few megabytes', () => {
  expect(page(largeRun(1000)).length).toBeLessThan(8_000_000);
});

function hostileEvidence(text: string): Evidence {
  const response = { status: 200, headers: [[text, text] as [string, string]], body: text };
  return {
    schema: 'authproof.evidence/v1',
    case: text,
    variant: text,
    exchanges: [
      {
        role: 'probe',
        atMs: 0,
        durationMs: 0,
        request: { method: text, url: text, headers: response.headers, body: text },
        response,
        error: null,
        assertions: [{ header: { [text]: text }, claims: text }],
      },
    ],
    races: [],
  };
}
