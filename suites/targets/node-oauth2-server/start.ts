import { randomBytes } from 'node:crypto';
import { extname, join } from 'node:path';
import type { StartTarget } from '../../harness/target/launch-contract.ts';
import { type Fixture, fixtures, makeClients, writeSecretFile } from '../make-clients.ts';
import { startServerProcess, TargetDidNotStart } from '../server-process.ts';

/** It knows no keys and no assertions, only secrets that are sent. */
export const ownFixtures: readonly Fixture[] = fixtures.filter(
  ({ method, key }) => (method === 'client_secret_basic' || method === 'client_secret_post') && !key,
);

/**
 * @node-oauth/oauth2-server as published, behind its own middleware for Express, in a process of its own.
 * @throws TargetDidNotStart
 */
export const start: StartTarget = async ({ ports: [port], instances, runDir, signal }) => {
  if (!port) throw new TargetDidNotStart('a free port is wanted');
  if (instances !== 1) throw new TargetDidNotStart('its state is in memory: one instance, not several');
  const grants = { grant_types: ['client_credentials', 'password', 'refresh_token'] };
  await makeClients(runDir, grants, [], ownFixtures);
  await writeSecretFile(join(runDir, 'secrets/peer'), randomBytes(32).toString('base64url'));
  const server = await startServerProcess({
    // Next to this file, which is JavaScript where the package is installed.
    module: join(import.meta.dirname, `server${extname(import.meta.filename)}`),
    args: [runDir, String(port)],
    logFile: join(runDir, 'server.log'),
    signal,
  });
  const url = `http://127.0.0.1:${port}`;
  return {
    baseUrls: [url],
    issuer: url,
    variables: {},
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
};
