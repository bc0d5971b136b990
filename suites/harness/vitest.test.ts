// @module-tag end-to-end
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { makeFolder } from './target/test-folder.ts';

const vitest = join(createRequire(import.meta.url).resolve('vitest/package.json'), '../vitest.mjs');
const here = (file: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, file)).href);

const suite = `import { registerSuite } from ${here('vitest.ts')};
await registerSuite(new URL('.', import.meta.url));`;

/** Tells each test as a line of JSON. */
const reporter = `export default class {
  onTestCaseResult(test) {
    const { state, note, errors = [] } = test.result();
    const told = [note, ...errors, ...test.annotations()].flatMap((one) => one?.message ?? one ?? []);
    console.log(JSON.stringify([test.name, state, ...told]));
  }
}`;
const config = `export default { test: { include: ['*/*.test.ts'], reporters: ['./reporter.mjs'] } };`;

/** A case that does this. Of its requirements CA-001 is a MUST and CA-019 a SHOULD. */
const caseThat = (does: string, members = `verifies: ['CA-001']`) =>
  `import assert from 'node:assert/strict';
import { control, NotApplicable, testCase, Untestable } from ${here('index.ts')};
globalThis.tries = globalThis.running = 0;
export default testCase({
  title: import.meta.url.split('/').at(-1),
  async run({ oauth }) { ${does} },
  ${members},
});`;

/** Runs the cases as tests of vitest, in a process of its own. */
async function testsOf(cases: Record<string, string>) {
  const files = Object.entries(cases).map(([name, source]) => [`area/${name}`, source]);
  await using folder = await makeFolder({
    'vitest.config.mjs': config,
    'reporter.mjs': reporter,
    'area/suite.test.ts': suite,
    ...Object.fromEntries(files),
  });
  const child = spawn(process.execPath, [vitest, 'run'], {
    cwd: folder.path('.'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output, [exitCode]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  const lines = output.split('\n').filter((line) => line.startsWith('['));
  return { exitCode, tests: lines.map((line) => JSON.parse(line)).sort() };
}

test('each outcome is told in the words of vitest with its reason, and cases run one by one', async () => {
  const { exitCode, tests } = await testsOf({
    'alone.case.ts': caseThat(
      `assert.equal(++globalThis.running, 1); await control(oauth.token(await oauth.client())); globalThis.running--;`,
      `verifies: ['CA-001'], variants: { one: {}, other: {} }`,
    ),
    'errs.case.ts': caseThat(`throw new TypeError('we are wrong')`),
    'fails.case.ts': caseThat(`assert.fail('accepted')`),
    'is-flaky.case.ts': caseThat(`assert.ok(globalThis.tries++, 'accepted')`),
    'is-not-claimed.case.ts': caseThat(`throw new NotApplicable('not claimed')`),
    'is-not-planned.case.ts': caseThat('', `verifies: ['CA-001'], needs: ['tls']`),
    'is-not-testable.case.ts': caseThat(`throw new Untestable('nothing to see')`),
    'passes.case.ts': caseThat(''),
    'warns.case.ts': caseThat(`assert.fail('accepted')`, `verifies: ['CA-019']`),
  });
  expect(tests).toEqual([
    ['alone.case.ts [one]', 'passed'],
    ['alone.case.ts [other]', 'passed'],
    ['errs.case.ts', 'failed', 'errored (CA-001): we are wrong'],
    ['fails.case.ts', 'failed', 'failed (CA-001): accepted'],
    ['is-flaky.case.ts', 'failed', 'flaky (CA-001): passed when run alone; before that: accepted'],
    ['is-not-claimed.case.ts', 'passed', 'not-applicable (CA-001): not claimed'],
    ['is-not-planned.case.ts', 'skipped', 'untestable (CA-001): the target file gives no capability tls'],
    ['is-not-testable.case.ts', 'skipped', 'untestable (CA-001): nothing to see'],
    ['passes.case.ts', 'passed'],
    ['warns.case.ts', 'passed', 'warned (CA-019): accepted'],
  ]);
  expect(exitCode).toBe(1);
});
