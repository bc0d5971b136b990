import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KillMatrix } from '../reports/kill-matrix.ts';
import type { Tally } from './tally.ts';

/**
 * Tries every mutant of the working directory. One that survives, or kills what it does not declare, has failed; and so
 * has a case of a MUST that no mutant makes fail.
 */
export async function runProve(): Promise<Tally> {
  const folder = await mkdtemp(join(tmpdir(), 'authproof-verify-'));
  try {
    const prove = spawn(process.execPath, ['bin/authproof.js', 'prove', '--full', '--out', folder], {
      stdio: 'inherit',
    });
    await once(prove, 'exit');
    const { mutants, unprovenCases } = KillMatrix.parse(
      JSON.parse(await readFile(join(folder, 'kill-matrix.json'), 'utf8')),
    );
    const passed = mutants.filter(
      ({ killedBy, unexpected }) => killedBy.length > 0 && unexpected.length === 0,
    ).length;
    return { passed, failed: mutants.length - passed + (unprovenCases?.length ?? 0), skipped: 0 };
  } catch (error) {
    console.error(error); // it ended without a verdict, and has said why
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    await rm(folder, { recursive: true });
  }
}
