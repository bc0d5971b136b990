// npm run build: makes dist/, which is what the package ships. It is JavaScript, for Node strips no types below node_modules.
//
// What ships is what tsconfig.build.json starts from and all that is imported there, so tests and their helpers do not.
// Of the targets only the reference does: the others start servers that are dev dependencies, and are tried in a clone.
import { execFileSync } from 'node:child_process';
import { cp, glob, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Files that the code finds by their path, relative to its own. */
const assets = [
  '{requirements,reports,fakes,reference-server,load,suites/harness}/**/*.{yaml,json,html,css,svg,js}',
  'suites/targets/reference/*.yaml',
];
const notShipped = ['**/test-data/**', '**/testing/**', 'reports/runs/**'];

/** Compiles what ships into an absolute path, and puts the assets beside it. What was there before is gone. */
export async function build(outDir: string): Promise<void> {
  await rm(outDir, { recursive: true, force: true });
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', outDir], {
    cwd: root,
    stdio: 'inherit',
  });
  for await (const file of glob(assets, { cwd: root, exclude: notShipped })) {
    await cp(join(root, file), join(outDir, file));
  }
}

if (import.meta.main) await build(join(root, 'dist'));
