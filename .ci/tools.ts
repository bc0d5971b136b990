import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresImages } from '../reference-server/storage/postgres-images.ts';
import { findCommand } from './find-command.ts';

/** Something that some tests need, and what helps where it is missing. Tests name it by their tag. */
export type Tool = { tag: string; what: string; remedy: string; isThere(): boolean };

const provisioned = 'npm run verify sees to it';

export const tools: readonly Tool[] = [
  {
    tag: 'chromium',
    what: 'chromium',
    remedy: provisioned,
    isThere: () => findCommand('chromium') !== undefined,
  },
  {
    tag: 'containers',
    what: 'Docker and an image of PostgreSQL',
    remedy: provisioned,
    isThere: hasPostgresImage,
  },
  {
    tag: 'glewlwyd',
    what: 'Glewlwyd and libfaketime',
    remedy: provisioned,
    isThere: () => findCommand('glewlwyd') !== undefined && hasFaketime(),
  },
  { tag: 'k6', what: 'k6', remedy: provisioned, isThere: () => findCommand('k6') !== undefined },
  {
    tag: 'npm-registry',
    what: 'an npm registry',
    remedy: 'npm reaches none from here',
    isThere: registryAnswers,
  },
];

function hasFaketime(): boolean {
  return globSync('/usr/lib/*/faketime/libfaketimeMT.so.1').length > 0;
}

/** Asks the engine, which has to answer too. */
function hasPostgresImage(): boolean {
  const docker = findCommand('docker');
  const named = process.env.AUTHPROOF_POSTGRES_IMAGE;
  const hasImage = (image: string) =>
    docker !== undefined &&
    spawnSync(docker, ['image', 'inspect', image], { stdio: 'ignore', timeout: 10_000 }).status === 0;
  return (named ? [named] : postgresImages).some(hasImage);
}

/** Asks it by npm, which knows where it is, for something that we install. */
function registryAnswers(): boolean {
  const npm = findCommand('npm');
  if (npm === undefined) return false;
  // Not from the cache, which answers in place of a registry and has seldom all that an install needs.
  const cache = mkdtempSync(join(tmpdir(), 'authproof-npm-'));
  const patience = ['--fetch-timeout=5000', '--fetch-retries=1', '--fetch-retry-mintimeout=500'];
  const asked = spawnSync(npm, ['view', 'zod', 'name', '--cache', cache, ...patience], {
    stdio: 'ignore',
    // Twice that patience, for a name that is not resolved has none of its own.
    timeout: 20_000,
  });
  rmSync(cache, { recursive: true, force: true });
  return asked.status === 0;
}
