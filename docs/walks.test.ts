// @module-tag end-to-end
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadRegistry } from '../requirements/registry.ts';
import { loadKnownFailures } from '../suites/harness/target/known-failures.ts';
import { loadTargetFile } from '../suites/harness/target/load-target.ts';
import { blocksOf, readPage } from './testing/pages.ts';
import { type FollowOptions, follow, startClone, undeclaredKills } from './testing/walk.ts';

/** A machine that is busy with other tests takes its time. */
const timeout = 300_000;

async function expectToWork(page: string, folder: string, options?: FollowOptions): Promise<void> {
  for await (const { title, problem } of follow(`docs/how-to/${page}`, folder, options)) {
    expect(problem, title).toBeNull();
  }
}

/** The number that the page says to take: the one after the last. */
async function withNextNumber(written: string): Promise<FollowOptions> {
  const { requirements } = await loadRegistry();
  const numbers = requirements.flatMap(({ id }) => (id.startsWith('CA-') ? [Number(id.slice(3))] : []));
  const next = `CA-${String(Math.max(...numbers) + 1).padStart(3, '0')}`;
  return { adapt: (text) => text.replaceAll(written, next) };
}

test.for(['add-a-case.md', 'add-a-mutant.md'])(
  '%s, followed literally, works from its branch to the commit, and can be undone; its mutant does what it says',
  {
    timeout,
  },
  async (page) => {
    await using clone = await startClone();
    const before = clone.git('rev-parse', 'HEAD');
    const options = await withNextNumber('CA-068');
    const mutants: string[] = [];
    for await (const { title, problem } of follow(`docs/how-to/${page}`, clone.folder, options)) {
      expect(problem, title).toBeNull();
      const [, mutant] = /^runs npx authproof prove --mutant (\S+)$/.exec(title) ?? [];
      if (mutant === undefined) continue;
      mutants.push(mutant);
      expect(undeclaredKills(clone, mutant)).toEqual([]);
    }
    expect(mutants).toHaveLength(1);
    expect(clone.git('status', '--porcelain')).toBe('');
    expect(clone.git('rev-parse', 'HEAD')).toBe(before);
    expect(clone.git('branch', '--list').trim()).toBe('* main');
  },
);

test('add-a-target.md, followed literally, starts, describes and judges a target', { timeout }, async () => {
  await using clone = await startClone();
  await expectToWork('add-a-target.md', clone.folder);
  const target = join(clone.folder, 'suites/targets/try-oauth2-server');
  expect(await loadTargetFile(join(target, 'target.yaml'))).toMatchObject({ value: { version: '5.3.0' } });
  expect(await loadKnownFailures(join(target, 'known-failures.yaml'))).toHaveLength(2);
  execFileSync('node_modules/.bin/biome', ['check', '--error-on-warnings', target], { cwd: clone.folder });
});

test('load-test.md measures the reference server, and its target file loads', {
  tags: ['k6'],
  timeout,
}, async () => {
  await using clone = await startClone();
  await expectToWork('load-test.md', clone.folder);
  await expectToWork('test-your-server.md', clone.folder);
  const [target] = blocksOf(readPage('docs/how-to/load-test.md')).filter(({ info }) => 'target' in info);
  await writeFile(join(clone.folder, 'idp.yaml'), target?.text ?? '');
  const { value } = await loadTargetFile(join(clone.folder, 'idp.yaml'));
  expect(value.capabilities?.load?.environment).toContain('PostgreSQL 16');
});

test('test-your-server.md makes the secrets and keys that its target files name, and they load', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'authproof-docs-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await expectToWork('test-your-server.md', folder);
  const written = ['docs/how-to/test-your-server.md', 'README.md'].map(readPage).flatMap(blocksOf);
  const targets = written.filter(({ info }) => 'target' in info);
  expect(targets).toHaveLength(5);
  for (const { text } of targets) {
    await writeFile(join(folder, 'idp.yaml'), text);
    expect(await loadTargetFile(join(folder, 'idp.yaml'))).toMatchObject({ value: { name: 'my-idp 26' } });
  }
  const known = written.find(({ info }) => 'known-failures' in info);
  await writeFile(join(folder, 'known-failures.yaml'), known?.text ?? '');
  expect(await loadKnownFailures(join(folder, 'known-failures.yaml'))).toHaveLength(1);
});
