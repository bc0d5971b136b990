import { spawnSync } from 'node:child_process';
import { postgresImages } from '../reference-server/storage/postgres-images.ts';
import { findCommand } from './find-command.ts';

/** Something that some tests need. Tests name it by their tag; .ci/provision installs it. */
export type Tool = { tag: string; what: string; isThere(): boolean };

export const tools: readonly Tool[] = [
  { tag: 'chromium', what: 'chromium', isThere: () => findCommand('chromium') !== undefined },
  { tag: 'containers', what: 'Docker and an image of PostgreSQL', isThere: hasPostgresImage },
  { tag: 'k6', what: 'k6', isThere: () => findCommand('k6') !== undefined },
];

/** Asks the engine, which has to answer too. */
function hasPostgresImage(): boolean {
  const docker = findCommand('docker');
  const named = process.env.AUTHPROOF_POSTGRES_IMAGE;
  const hasImage = (image: string) =>
    docker !== undefined &&
    spawnSync(docker, ['image', 'inspect', image], { stdio: 'ignore', timeout: 10_000 }).status === 0;
  return (named ? [named] : postgresImages).some(hasImage);
}
