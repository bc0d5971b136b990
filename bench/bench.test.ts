// @module-tag end-to-end
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';

test('the benchmark prints a ratio for each goal, and how often races catch each window', () => {
  const briefly = ['--rounds', '1', '--requests', '50', '--races', '3'];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'bench.ts'), ...briefly],
    { encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  for (const line of [
    /^reference server \/ oidc-provider +\d+\.\d\d \(goal 1\.3\)$/m,
    /^reference server \/ floor +\d+\.\d\d \(goal 0\.8\)$/m,
    /^engine \/ bare exchanges +\d+\.\d\d \(goal 1\.3\)$/m,
    /^rounds of 20 that catch a window of 0\.2 ms in process +\d of 3 \(goal 3\)$/m,
    /^rounds of 20 that catch a window of 0\.2 ms in the database +\d of 3 \(goal 3\)$/m,
    /^rounds of 20 that catch a window of 1 ms in process +\d of 3$/m,
    /^rounds of 20 that catch a window of 1 ms in the database +\d of 3$/m,
    /^rounds of 20 that catch a window of 5 ms in process +\d of 3$/m,
    /^rounds of 20 that catch a window of 5 ms in the database +\d of 3$/m,
  ])
    expect(stdout).toMatch(line);
});
