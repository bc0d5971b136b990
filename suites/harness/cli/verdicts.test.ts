// @module-tag end-to-end
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { authproof, composed, type Ended, reportIn } from './testing/authproof.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { grant, refuse, startTinyServer, writeTarget } from './testing/tiny-server.ts';

const at = temporaryFolder();

const hmac = 'client-auth/hmac-signed-assertion-authenticates';
const wrongBasic = 'client-auth/wrong-basic-secret-is-refused';

let conformant: Ended;
beforeAll(async () => {
  conformant = await authproof('run', '--case', hmac, '--json', '--out', at('conformant'));
});

test('a run of the reference server that fails nothing exits 0', async () => {
  const { verdict, totals } = await reportIn(at('conformant'));
  expect({ exitCode: conformant.exitCode, verdict }).toEqual({ exitCode: 0, verdict: 'conformant' });
  expect(totals.cases.passed).toBeGreaterThan(0);
});

test('its folder holds the results, their evidence and every document', async () => {
  expect(await readdir(at('conformant'))).toEqual([
    'evidence',
    'junit.xml',
    'report.html',
    'report.json',
    'results.jsonl',
    'summary.md',
  ]);
});

test('with --json stdout is report.json and nothing else, and the last lines are on stderr', async () => {
  expect(JSON.parse(conformant.stdout)).toEqual(await reportIn(at('conformant')));
  expect(conformant.stderr).toMatch(/^authproof reference server: \d+ case results, seed [0-9a-f]{8}\n/);
  expect(conformant.stderr.trimEnd().split('\n').slice(-4)).toEqual([
    expect.stringMatching(/^conformant in 1 of \d+ MUST, \d+ unproven$/),
    expect.stringMatching(/^\d+ passed, 0 failed, 0 errored, 0 untestable, 0 not applicable$/),
    'exit 0: nothing failed',
    `report: ${at('conformant/report.html')}`,
  ]);
});

test('without a terminal nothing is coloured or written over', () => {
  const said = conformant.stdout + conformant.stderr;
  expect(said).not.toContain('\r');
  expect(said).not.toContain('\u001b');
});

test('report renders it again, the same', async () => {
  const before = await readFile(at('conformant/junit.xml'), 'utf8');
  const { exitCode, stdout } = await authproof('report', at('conformant'), '--format', 'junit');
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^conformant in 1 of .*\nreport: .*\n$/);
  expect(await readFile(at('conformant/junit.xml'), 'utf8')).toBe(before);
});

/** A run of one case against a server that answers whoever asks. */
async function runTiny(name: string, token: typeof grant, ...args: string[]): Promise<Ended> {
  await using server = await startTinyServer({ token });
  const target = await writeTarget(at(name), server.url);
  return await authproof('run', '--target', target, '--out', at(`${name}-run`), ...args);
}

test.concurrent('a server that lets everybody in is nonconformant, and each failure has a line', async () => {
  const { exitCode, stdout, stderr } = await runTiny('granting', grant, '--case', wrongBasic);
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(
    /^failed client-auth\/wrong-basic-secret-is-refused#empty-token \(CA-041\): accepted, must be refused: 200 /m,
  );
  expect(stdout).toMatch(
    /^nonconformant: 1 of \d+ MUST violated.*\n0 passed, 4 failed, .*\nexit 1: 4 failed\n/,
  );
  expect((await reportIn(at('granting-run'))).verdict).toBe('nonconformant');
});

test.concurrent('where nothing could be judged it is inconclusive', async () => {
  const { exitCode, stdout } = await runTiny('refusing', refuse, '--case', wrongBasic);
  expect(exitCode).toBe(4);
  expect(stdout).toMatch(/^inconclusive \(.*nothing was judged\).*\n.* 4 untestable, /);
});

test.concurrent('an untestable MUST exits 1 where --fail-on names untestable, and the verdict stays', async () => {
  const { exitCode, stdout } = await runTiny(
    'gated',
    refuse,
    '--case',
    wrongBasic,
    '--fail-on',
    'untestable',
  );
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/\nexit 1: 1 MUST untestable, and --fail-on names untestable\n/);
  expect((await reportIn(at('gated-run'))).verdict).toBe('inconclusive');
});

test.concurrent('a known failure of a race that was not lost this time is kept', async () => {
  const raced = 'client-auth/raced-assertion-is-accepted-once';
  const file = await baseline('race', { case: raced, requirement: 'CA-022' });
  const { exitCode, stdout } = await authproof(
    'run',
    '--case',
    raced,
    '--baseline',
    file,
    '--out',
    at('race-run'),
  );
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^conformant in [^\n]*\n[1-9]\d* passed, 0 failed, /);
});

test.concurrent('a selection that holds no case exits 4 and says which flag is the cause', async () => {
  const { exitCode, stdout, stderr } = await authproof(
    'run',
    '--case',
    'nothing-matches',
    '--out',
    at('nothing'),
  );
  expect({ exitCode, stdout }).toEqual({ exitCode: 4, stdout: '' });
  expect(stderr).toMatch(/^No case matches nothing-matches\.\nSee authproof list cases/);
  await expect(readdir(at('nothing'))).rejects.toThrow('ENOENT');
});

test.concurrent('a case that breaks down is errored, so the run is inconclusive', async () => {
  const breaksDown = `{ loadCases: async () => (await loadCases()).filter(({ id }) => id === '${hmac}')
    .map((one) => ({ ...one, variants: one.variants.map((variant) => ({ ...variant, run() { throw new TypeError('ours'); } })) })) }`;
  const { exitCode, stdout, stderr } = await composed(breaksDown, 'run', '--out', at('errored'));
  expect(exitCode).toBe(4);
  expect(stderr).toMatch(
    /^errored client-auth\/hmac-signed-assertion-authenticates#hs256 \(CA-003\): ours$/m,
  );
  expect(stdout).toMatch(/\nexit 4: \d+ errored/);
});

/** A list of known failures, one entry. */
async function baseline(name: string, entry: Record<string, string>): Promise<string> {
  const whole = { clause: 'RFC 6749 §2.3.1', evidence: 'its source', reason: 'a test', ...entry };
  const file = at(`${name}.yaml`);
  await writeFile(file, JSON.stringify([whole]));
  return file;
}

test.concurrent('with known failures only, the run is nonconformant and exits 0', async () => {
  const file = await baseline('known', { case: wrongBasic, requirement: 'CA-041' });
  const { exitCode, stdout, stderr } = await runTiny(
    'known',
    grant,
    '--case',
    wrongBasic,
    '--baseline',
    file,
  );
  expect(exitCode).toBe(0);
  expect(stderr).toMatch(/^known client-auth\/wrong-basic-secret-is-refused#empty-token/m);
  expect(stdout).toMatch(
    /^nonconformant: .*\(1 known\).*\n0 passed, 4 failed \(4 known\), .*\nexit 0: only known failures\n/,
  );
});

test.concurrent.for<[what: string, entry: Record<string, string>]>([
  ['no longer fails', {}],
  ['has expired', { expires: '2020-01-31' }],
])('a known failure that %s exits 1', async ([what, entry]) => {
  const name = what.replaceAll(' ', '-');
  const file = await baseline(name, { case: hmac, requirement: 'CA-003', ...entry });
  const { exitCode, stdout } = await authproof(
    'run',
    '--case',
    hmac,
    '--baseline',
    file,
    '--out',
    at(`${name}-run`),
  );
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/\nexit 1: 1 known failure no longer fails or has expired\n/);
});
