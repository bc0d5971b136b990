import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { targetsFolder } from './composition.ts';
import { reportIn } from './testing/authproof.ts';
import { inProcess } from './testing/in-process.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { judge, startTinyServer, writeTarget } from './testing/tiny-server.ts';

const at = temporaryFolder();
const k6 = { tags: ['k6'], timeout: 120_000 };
const briefly = ['--seconds', '1', '--connections', '4'];

test(
  'one method and the storm are measured on the reference server, recorded, and rendered again',
  k6,
  async () => {
    const out = at('reference');
    const cases = ['--case', '*#private-key-jwt-es256', '--case', '*replay-storm*'];
    const { exitCode, stdout } = await inProcess(['load', 'client-auth', ...briefly, ...cases, '--out', out]);
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: expect.stringMatching(
        /^conformant in 1 of \d+ MUST, .*\nprivate-key-jwt-es256 .*\nreplay storm: 100 assertions.*\n4 passed, 0 failed/,
      ),
    });
    const { run, requirements } = await reportIn(out);
    expect(run.load).toMatchObject({
      scenario: 'client-auth',
      environment: expect.stringContaining('SQLite'),
      connections: 4,
      seconds: 1,
      generator: { tool: expect.stringMatching(/^k6 v/), cores: expect.any(Number) },
    });
    const proven = requirements.filter(({ status }) => status === 'proven').map(({ id }) => id);
    expect(proven).toEqual(['PERF-005', 'PERF-006', 'PERF-007']);
    const before = await readFile(join(out, 'report.html'), 'utf8');
    expect(await inProcess(['report', out])).toMatchObject({ exitCode: 0 });
    expect(await readFile(join(out, 'report.html'), 'utf8')).toBe(before);
  },
);

/** The reference server with one part swapped for that of a mutant, as a target. */
async function writeMutant(mutant: string): Promise<string> {
  const folder = at(mutant);
  await mkdir(folder);
  await cp(join(targetsFolder, 'reference/target.yaml'), join(folder, 'target.yaml'));
  const source = `import { startReference } from '${join(targetsFolder, 'reference/in-process.ts')}';
    import mutant from '${join(targetsFolder, '../../reference-server/mutants', `${mutant}.ts`)}';
    export const start = ({ ports, runDir }) => startReference({ ports, runDir, mutant });`;
  await writeFile(join(folder, 'start.ts'), source);
  return folder;
}

test.for(['ignores-whether-an-identifier-was-spent', 'looks-an-identifier-up-before-storing-it'])(
  'a storm of replays catches the server that %s',
  k6,
  async (mutant) => {
    const out = at(`${mutant}-run`);
    const storm = ['--case', 'load/client-auth/replay-storm'];
    const target = ['--target', await writeMutant(mutant), '--out', out];
    const { exitCode, stderr } = await inProcess(['load', 'client-auth', ...briefly, ...storm, ...target]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^failed load\/client-auth\/replay-storm \(PERF-007\): \d+ of 100 assertions, each sent 5 times at once, gained more than one token$/m,
    );
    const { requirements, cases } = await reportIn(out);
    expect(requirements.find(({ id }) => id === 'PERF-007')).toMatchObject({ status: 'violated' });
    expect(cases).toHaveLength(1);
  },
);

test(
  'figures of a machine that nobody declared are shown and not judged, and nothing secret is kept',
  k6,
  async () => {
    await using server = await startTinyServer({ token: judge });
    const target = await writeTarget(at('undeclared'), server.url);
    const out = at('undeclared-run');
    const { exitCode } = await inProcess([
      'load',
      'client-auth',
      ...briefly,
      '--target',
      target,
      '--out',
      out,
    ]);
    expect(exitCode).toBe(4);
    const { cases } = await reportIn(out);
    const measured = cases.filter(({ measurement }) => measurement);
    expect(measured.map(({ id, variant, outcome }) => ({ id, variant, outcome }))).toEqual([
      { id: 'load/client-auth/latency', variant: 'client-secret-basic', outcome: 'untestable' },
      { id: 'load/client-auth/throughput', variant: 'client-secret-basic', outcome: 'untestable' },
    ]);
    expect(cases.find(({ id }) => id === 'load/client-auth/replay-storm')?.outcome).toBe('not-applicable');
    const secret = await readFile(at('undeclared', 'secret'), 'utf8');
    const kept = await readdir(out, { recursive: true, withFileTypes: true });
    for (const file of kept.filter((entry) => entry.isFile())) {
      const text = await readFile(join(file.parentPath, file.name), 'utf8');
      for (const form of [secret, btoa(`svc-basic:${secret}`)]) expect(text).not.toContain(form);
    }
  },
);

test('without k6 one line says how to get it, and nothing is written', async () => {
  const path = process.env.PATH;
  process.env.PATH = at();
  const { exitCode, stdout, stderr } = await inProcess(['load', 'client-auth', '--out', at('none')]).finally(
    () => {
      process.env.PATH = path;
    },
  );
  expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
  expect(stderr).toMatch(/^k6 is needed, .* go install go\.k6\.io\/k6@v\S+\n$/);
  expect(await readdir(at())).not.toContain('none');
});

test('a scenario that does not exist is told with those that do', async () => {
  const { exitCode, stderr } = await inProcess(['load', 'client-aut']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('Did you mean client-auth?');
});
