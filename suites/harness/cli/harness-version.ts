import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Sources stand in the package's folder, what was built from them in its dist/. */
const root = new URL('../../../', import.meta.url);
const isBuilt = root.pathname.endsWith('/dist/');

/** The version of this package. */
export function packageVersion(): string {
  const { version } = JSON.parse(
    readFileSync(new URL(isBuilt ? '../package.json' : 'package.json', root), 'utf8'),
  );
  return version;
}

let commit: string | null | undefined;

/** The commit that a clone stands at. An installed package has none: a repository around it is another's. */
export function commitOfClone(): string | null {
  if (commit === undefined) commit = isBuilt ? null : headCommit();
  return commit;
}

function headCommit(): string | null {
  try {
    const stdio: ('ignore' | 'pipe')[] = ['ignore', 'pipe', 'ignore'];
    return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: root, encoding: 'utf8', stdio }).trim();
  } catch {
    return null; // No git at hand, or sources that were unpacked from an archive.
  }
}
