import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { KillMatrix } from '../../reports/kill-matrix.ts';
import { type Block, blocksOf, readPage, root } from './pages.ts';

/** A copy of this tree as it stands, committed in a repository of its own, in which a page can be followed. */
export type Clone = { folder: string; git(...args: string[]): string } & AsyncDisposable;

export async function startClone(): Promise<Clone> {
  const folder = await mkdtemp(join(tmpdir(), 'authproof-docs-'));
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--deduplicate'], {
    cwd: root,
    encoding: 'utf8',
  });
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: 'pipe', env: environmentOf(folder) });
  for (const file of listed.trimEnd().split('\n')) {
    // One that was deleted and not committed is listed too.
    await cp(join(root, file), join(folder, file)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  git('init', '--quiet', '--initial-branch=main');
  await writeFile(join(folder, '.git/info/exclude'), 'node_modules\n');
  git('add', '--all');
  git('commit', '--quiet', '--message=The tree as it stands');
  return { folder, git, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}

/** Nothing of the machine's own git configuration, and nothing of the test runner around us. */
function environmentOf(folder: string): NodeJS.ProcessEnv {
  const { PATH = '', HOME = '' } = process.env;
  return {
    PATH: `${join(folder, 'node_modules/.bin')}:${dirname(process.execPath)}:${PATH}`,
    HOME,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_AUTHOR_NAME: 'Reader',
    GIT_AUTHOR_EMAIL: 'reader@example.com',
    GIT_COMMITTER_NAME: 'Reader',
    GIT_COMMITTER_EMAIL: 'reader@example.com',
  };
}

/**
 * Kills of a mutant of the clone that it does not declare. Of each case only the first variant is asked: enough to see
 * whether a neighbour falls with it, in a fraction of the time.
 */
export function undeclaredKills({ folder }: Pick<Clone, 'folder'>, mutant: string): string[] {
  const asked = `
    import { main } from './suites/harness/cli/main.ts';
    import { loadCases } from './suites/harness/load-cases.ts';
    const first = (one) => ({ ...one, variants: one.variants.slice(0, 1) });
    const parts = { loadCases: async () => (await loadCases()).map(first) };
    process.exitCode = await main(['prove', '--full', '--mutant', '${mutant}', '--json'], parts);`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', asked], {
    cwd: folder,
    encoding: 'utf8',
    env: environmentOf(folder),
  });
  if (stdout === '') throw new Error(`prove told nothing of ${mutant}:\n${stderr}`);
  return KillMatrix.parse(JSON.parse(stdout)).mutants.flatMap(({ unexpected }) => unexpected);
}

/** What was done, and what is wrong with it. */
export type Step = { title: string; problem: string | null };

export type FollowOptions = {
  /** Changes the text of a block, such as a number that is taken already. */
  adapt?: (text: string) => string;
};

/** Does what a page says, block by block: writes its files, runs its commands, compares what they print. */
export async function* follow(
  page: string,
  folder: string,
  { adapt = (text) => text }: FollowOptions = {},
): AsyncGenerator<Step> {
  let printed = '';
  for (const block of blocksOf(readPage(page))) {
    const text = adapt(block.text);
    if (block.lang === 'sh' && 'run' in block.info) {
      const { status, stdout, stderr } = spawnSync('sh', ['-euc', text], {
        cwd: folder,
        encoding: 'utf8',
        env: environmentOf(folder),
      });
      printed = `${stderr}${stdout}`;
      const wanted = Number(block.info.exit ?? 0);
      const problem = status === wanted ? null : `exit ${status}, not ${wanted}:\n${printed}`;
      yield { title: `runs ${text.trim().split('\n')[0]}`, problem };
    } else if ('output' in block.info) {
      const missing = text.split('\n').filter((line) => !patternOf(line).test(printed));
      const problem = missing.length === 0 ? null : `not printed: ${missing.join('\n')}\nbut:\n${printed}`;
      yield { title: `prints ${text.split('\n')[0]}`, problem };
    } else {
      yield* write(block, text, folder);
    }
  }
}

async function* write({ info }: Block, text: string, folder: string): AsyncGenerator<Step> {
  const { file, append, in: inside, after } = info;
  const path = file ?? append ?? inside;
  if (path === undefined) return;
  const written = join(folder, path);
  const before = existsSync(written) ? await readFile(written, 'utf8') : '';
  const problem = problemOf(info, before);
  if (!problem) {
    await mkdir(dirname(written), { recursive: true });
    await writeFile(
      written,
      after ? before.replace(after, () => `${after}\n${text.trimEnd()}`) : before + text,
    );
  }
  yield { title: `writes ${path}`, problem };
}

function problemOf({ file, append, in: inside, after }: Block['info'], before: string): string | null {
  if (file !== undefined) return before === '' ? null : `${file} is there already`;
  if (append !== undefined) return before !== '' ? null : `there is no ${append}`;
  return after && before.split(after).length === 2 ? null : `${inside} has not exactly one: ${after}`;
}

/** A line as it may be printed anywhere: counts differ from tree to tree, and `…` stands for what does not matter. */
function patternOf(line: string): RegExp {
  const parts = line.split(/([1-9]\d*|…)/).map((part, index) => {
    if (index % 2 === 0) return part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return part === '…' ? '.*' : '\\d+';
  });
  return new RegExp(parts.join(''));
}
