#!/usr/bin/env node
// Written for Nodes that are too old for the rest, so that they can say so.
import { existsSync } from 'node:fs';
import module from 'node:module';
import { fileURLToPath } from 'node:url';

const source = new URL('../suites/harness/cli/main.ts', import.meta.url);
const built = new URL('../dist/suites/harness/cli/main.js', import.meta.url);
// The package has no sources: Node strips no types below node_modules.
const isClone = existsSync(source);
const hasDependencies = !isClone || existsSync(new URL('../node_modules', import.meta.url));

if (Number(process.versions.node.split('.')[0]) < 24) {
  const remedy = isClone
    ? 'Run `npm ci` and start authproof by npx or npm run: on Linux x64 and arm64 that brings its own Node. Elsewhere install Node 24.'
    : 'Install Node 24.';
  refuse(`authproof needs Node 24 or newer, and this is ${process.version}. ${remedy}`);
} else if (!hasDependencies) {
  refuse('authproof has no dependencies in this clone yet. Run `npm ci`.');
} else {
  // Compiled code is kept for the next start, where the folder can be written.
  module.enableCompileCache?.(fileURLToPath(new URL('../node_modules/.cache/authproof', import.meta.url)));
  // Whoever reads may have read enough, as head does. The work is done all the same.
  process.stdout.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error;
  });
  // Ending without an answer must not look like success.
  process.once('beforeExit', () => fail('it ended before its command did'));
  import((isClone ? source : built).href).then(({ main }) => main(process.argv.slice(2))).then(answer, fail);
}

function answer(exitCode) {
  process.removeAllListeners('beforeExit');
  process.exitCode = exitCode;
}

function fail(error) {
  console.error('a fault in authproof itself, so there is no verdict:', error);
  answer(5);
}

function refuse(why) {
  console.error(why);
  process.exitCode = 2;
}
