// @module-tag end-to-end
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { claimFolder } from './output-folder.ts';
import { resultsIn, startAuthproof } from './testing/authproof.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { grant, startTinyServer, writeTarget } from './testing/tiny-server.ts';

const at = temporaryFolder();

test('of those that want the same folder at once, each gets its own', async () => {
  const wanted = at('runs', '20260131T120000Z-peer');
  const claimed = await Promise.all([claimFolder(wanted), claimFolder(wanted), claimFolder(wanted)]);
  expect(claimed.toSorted()).toEqual([wanted, `${wanted}-2`, `${wanted}-3`]);
  expect(await readdir(at('runs'))).toHaveLength(3);
});

test('a folder that is there already is left to whoever made it', async () => {
  await mkdir(at('earlier'));
  expect(await claimFolder(at('earlier'))).toBe(at('earlier-2'));
});

test('a folder that can not be made is told by name', async () => {
  await writeFile(at('a-file'), '');
  await expect(claimFolder(at('a-file', 'run'))).rejects.toThrow(
    `${at('a-file')} can't be made (EEXIST). Name another folder with --out.`,
  );
});

test('two runs at once without --out are two runs, and each is named like its folder', async () => {
  await using server = await startTinyServer({ token: grant });
  const cwd = at('two-runs');
  const target = await writeTarget(cwd, server.url);
  const args = ['run', '--target', target, '--case', 'client-auth/wrong-basic-secret-is-refused'];
  const ended = await Promise.all([0, 1].map(() => startAuthproof(args, { cwd }).ended));
  expect(ended.map(({ exitCode }) => exitCode)).toEqual([1, 1]);
  const folders = await readdir(at('two-runs/reports/runs'));
  expect(folders).toHaveLength(2);
  for (const folder of folders) {
    const [header, ...others] = await resultsIn(at('two-runs/reports/runs', folder));
    expect(header).toMatchObject({ type: 'header', run: { id: basename(folder) } });
    expect(others.at(-1)).toMatchObject({ type: 'footer', status: 'complete' });
  }
});

test('a command that was wrong leaves no folder', async () => {
  const cwd = at('wrong');
  const target = await writeTarget(cwd, 'https://idp.example');
  const { exitCode } = await startAuthproof(['run', '--target', target], { cwd }).ended;
  expect(exitCode).toBe(2);
  expect(await readdir(at('wrong/reports/runs'))).toEqual([]);
});
