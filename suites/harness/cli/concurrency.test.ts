// @module-tag end-to-end
import { appendFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { authproof } from './testing/authproof.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { judge, startTinyServer, writeTarget } from './testing/tiny-server.ts';

const at = temporaryFolder();

test.for([
  { name: 'as-the-file-says', flags: [], most: 1 },
  { name: 'as-the-flag-says', flags: ['--concurrency', '2'], most: 2 },
])('a target file says how many cases run at a time, and the flag takes its place ($name)', async (row) => {
  const waiting: (() => void)[] = [];
  const answerAll = () => {
    for (const answer of waiting.splice(0)) answer();
  };
  let most = 0;
  let asked = 0;
  await using server = await startTinyServer({
    token(request, response) {
      waiting.push(() => judge(request, response));
      most = Math.max(most, waiting.length);
      // The self-test is alone. Afterwards nobody is answered before as many wait as ever should, and then not at once.
      if (++asked > 1 && most < row.most) return;
      setImmediate(() => setImmediate(() => answerAll()));
    },
  });
  const file = await writeTarget(at(row.name), server.url);
  await appendFile(file, 'concurrency: 1\n');
  const selection = ['--case', 'client-auth/wrong-basic-secret-is-refused#*-token', ...row.flags];
  const { stdout } = await authproof('run', '--target', file, '--out', at(`${row.name}-run`), ...selection);
  expect(stdout).toContain('4 passed');
  expect(most).toBe(row.most);
});
