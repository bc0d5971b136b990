import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { LoadPlan } from './k6/lib/plan.ts';
import { parseSummary, type Summary } from './summary.ts';

/** k6 is not there, or too old. Exit 3. */
export class NoK6 extends Error {
  override readonly name = 'NoK6';
  readonly code = 'no-k6';
}

/** k6 ended without the figures that it was started for. */
export class K6Failed extends Error {
  override readonly name = 'K6Failed';
  readonly code = 'k6-failed';
}

const howToGetIt =
  'Install it (https://grafana.com/docs/k6/latest/set-up/install-k6/), or build it: go install go.k6.io/k6@v1.8.1';

/** Since then it runs TypeScript and has WebCrypto as a global. */
const oldestMajor = 1;

/** `k6 v1.8.1`, of the one on the PATH. @throws NoK6 */
export async function findK6(command = 'k6'): Promise<string> {
  const { stdout } = await promisify(execFile)(command, ['version']).catch((cause) => {
    throw new NoK6(`k6 is needed, and ${command} is not on the PATH or does not start. ${howToGetIt}`, {
      cause,
    });
  });
  const [version = stdout.trim(), major = '0'] = /k6 v(\d+)\.\S+/.exec(stdout) ?? [];
  if (Number(major) >= oldestMajor) return version;
  throw new NoK6(`k6 v${oldestMajor}.0 or newer is needed, and this is ${version}. ${howToGetIt}`);
}

/** It kept its thresholds, or not; either way there are figures. */
const exitsWithFigures = [0, 99];

/** Runs a script to its end. The plan is in a file of this user alone, and gone afterwards, as all that k6 wrote. */
export async function runK6(
  script: string,
  plan: Omit<LoadPlan, 'summaryFile'>,
  { signal, command = 'k6' }: { signal: AbortSignal; command?: string },
): Promise<Summary> {
  const folder = await mkdtemp(join(tmpdir(), 'authproof-load-'));
  try {
    const planFile = join(folder, 'plan.json');
    const summaryFile = join(folder, 'summary.json');
    await writeFile(planFile, JSON.stringify({ ...plan, summaryFile }), { mode: 0o600, flag: 'wx' });
    const { exitCode, said } = await start(command, [...flags, '-e', `AUTHPROOF_PLAN=${planFile}`, script], {
      signal,
      folder,
    });
    if (!exitsWithFigures.includes(exitCode)) {
      throw new K6Failed(`k6 ended with exit code ${exitCode}: ${said.trim() || 'it said nothing'}`);
    }
    return parseSummary(await readFile(summaryFile, 'utf8'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Nothing is reported to anybody, nothing fetched, and no port opened. */
const flags = ['run', '--quiet', '--no-usage-report', '--no-color', '--address', ''];

/** Of a user's environment what finds programs and certificates; settings of k6's own would change the load. */
const inherited = ['PATH', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'SystemRoot'];

async function start(
  command: string,
  args: string[],
  { signal, folder }: { signal: AbortSignal; folder: string },
): Promise<{ exitCode: number; said: string }> {
  const env = {
    ...Object.fromEntries(
      inherited.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
    ),
    HOME: folder,
    K6_AUTO_EXTENSION_RESOLUTION: 'false',
  };
  const child = spawn(command, args, {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-longestSaid);
  });
  const ended = once(child, 'close');
  try {
    const [exitCode] = await ended;
    return { exitCode: exitCode ?? -1, said };
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}

/** Characters; a target that is down makes k6 say so for each request. */
const longestSaid = 2_000;
