import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { toRunReport } from './assess.ts';
import { toMarkdown } from './markdown.ts';
import type { CaseResult } from './run-report.ts';
import { arbitraryRun } from './testing/arbitrary-run.ts';
import { makeKnown, makeRequirement, makeResult, makeRun } from './testing/make-run.ts';
import { sampleLoadRun } from './testing/sample-load.ts';

// Properties take a hundred runs each, which is seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

function markdownOf(
  results: Partial<CaseResult>[],
  header: NonNullable<Parameters<typeof makeRun>[1]>['header'] = {},
) {
  const made = results.map((given, index) => makeResult({ variant: `v${index}`, ...given }));
  return toMarkdown(toRunReport(makeRun(made, { header })));
}

test('the headline comes first, then what it means', () => {
  const [first, , meaning] = markdownOf([{}]).split('\n');
  expect(first).toBe('# conformant in 1 of 1 MUST');
  expect(meaning).toBe('Every obligatory (MUST) requirement that applies to some-idp was shown to hold.');
});

test('a reader is told for how many requirements there are no cases yet', () => {
  const pending = (id: string) => makeRequirement({ id, pending: 'needs the sign-in flow' });
  const requirements = [makeRequirement(), pending('MFA-001'), pending('MFA-002')];
  const without = 'authproof has no case yet for 2 of the 3 obligatory ones.';
  for (const outcome of ['passed', 'failed', 'errored'] as const) {
    const [, , meaning] = markdownOf([{ outcome }], { requirements }).split('\n');
    expect(meaning).toMatch(new RegExp(`\\. ${without}$`));
  }
});

test('figures under load stand first, with what they belong to', () => {
  const markdown = toMarkdown(toRunReport(sampleLoadRun()));
  expect(markdown.indexOf('## Under load')).toBeLessThan(markdown.indexOf('## Failed'));
  expect(markdown).toContain('- The target runs on: 4 cores, 8 GiB, PostgreSQL 16 on a machine of its own');
  expect(markdown).toContain('| client-secret-post | 1,762 | 3.6 | 8.9 | 13.7 | 19.5 |');
});

test('a failure stands with its clause, its reason and the command that runs it again', () => {
  const markdown = markdownOf([{ outcome: 'failed', reason: 'The second use was answered 200.' }]);
  expect(markdown).toContain('## Failed\n');
  expect(markdown).toContain('CA-022 MUST: Each assertion identifier is accepted once (RFC 7523 §3 item 7)');
  expect(markdown).toContain('`v0`: failed: The second use was answered 200.');
  expect(markdown).toContain("--case 'client-auth/assertion-replay#v0'");
});

test('a known failure stands apart and says why it is known', () => {
  const markdown = markdownOf([{ outcome: 'failed', known: makeKnown() }]);
  expect(markdown).toContain('## Failed, and known');
  expect(markdown).toContain('Known: Identifiers are kept for one instance only');
});

test('what is not proven is listed by area and reason', () => {
  const requirements = ['CA-001', 'CA-002'].map((id) =>
    makeRequirement({ id, pending: 'needs two instances' }),
  );
  expect(markdownOf([], { requirements })).toContain(
    '| client-auth | pending: needs two instances | 2 | CA-001, CA-002 |',
  );
});

test('an area is a row of counts', () => {
  expect(markdownOf([{ outcome: 'failed' }])).toContain('| client-auth | 0 | 1 | 0 | 0 | 0 | 0 | 1 |');
});

test('texts of the target start no markup', () => {
  const reason = 'a | b <img src=x> [link](http://x) `code` **bold**\n# heading\u0007';
  const markdown = markdownOf([{ outcome: 'failed', reason }]);
  expect(markdown).toContain(
    'a \\| b &lt;img src=x> \\[link\\](http://x) \\`code\\` \\*\\*bold\\*\\* \\# heading⟨U+0007⟩',
  );
});

test('a code span holds backticks', () => {
  expect(markdownOf([{ outcome: 'failed', variant: 'a``b' }])).toContain('``` a``b ```');
});

test('every line of any summary is well formed, and no text adds a heading', () => {
  fc.assert(
    fc.property(arbitraryRun, (run) => {
      const markdown = toMarkdown(toRunReport(run));
      expect(markdown.isWellFormed()).toBe(true);
      const titles = markdown.match(/^#+ .*/gm)?.slice(1) ?? [];
      for (const title of titles) {
        expect(title).toMatch(
          /^## (Under load|Failed|Deviates|Not decided|About the run|By area|What this run|Where to look)/,
        );
      }
    }),
  );
});

test('it fits a step summary, however much failed', () => {
  const requirements = Array.from({ length: 500 }, (_, index) =>
    makeRequirement({
      id: `CA-${index}`,
      title: 'Long '.repeat(500),
      pending: `reason ${index} `.repeat(100),
    }),
  );
  const results = Array.from({ length: 5000 }, (_, index) => ({
    id: `client-auth/case-${index % 600}`,
    verifies: [`CA-${index % 500}`, `CA-${index % 499}`],
    outcome: 'failed' as const,
    reason: '\u{1f600}'.repeat(2000),
  }));
  expect(Buffer.byteLength(markdownOf(results, { requirements }))).toBeLessThan(1024 * 1024);
});
