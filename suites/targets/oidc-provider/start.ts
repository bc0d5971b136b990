import { randomBytes } from 'node:crypto';
import { extname, join } from 'node:path';
import type { StartTarget } from '../../harness/target/launch-contract.ts';
import { makeClients, writeSecretFile } from '../make-clients.ts';
import { startServerProcess, TargetDidNotStart } from '../server-process.ts';

/** Registered with every client, and named in target.yaml; nothing listens there. */
const redirectUri = 'http://127.0.0.1:1/cb';

/**
 * oidc-provider as published, in a process of its own, with every fixture registered.
 * @throws TargetDidNotStart
 */
export const start: StartTarget = async ({ ports, instances, runDir, signal }) => {
  const [port, controlPort] = ports;
  if (!port || !controlPort) throw new TargetDidNotStart('two free ports are wanted');
  if (instances !== 1) throw new TargetDidNotStart('its state is in memory: one instance, not several');
  await makeClients(runDir, {
    grant_types: ['client_credentials', 'authorization_code'],
    response_types: ['code'],
    redirect_uris: [redirectUri],
  });
  await Promise.all(
    ['secrets/initial-access-token', 'secrets/cookie-key', 'control-token'].map((name) =>
      writeSecretFile(join(runDir, name), randomBytes(32).toString('base64url')),
    ),
  );

  const server = await startServerProcess({
    // Next to this file, which is JavaScript where the package is installed.
    module: join(import.meta.dirname, `server${extname(import.meta.filename)}`),
    args: [runDir, String(port), String(controlPort)],
    logFile: join(runDir, 'server.log'),
    // It answers a refused client with one sentence whatever the cause; the cause is in the log.
    env: { DEBUG: 'oidc-provider:error,oidc-provider:server_error*' },
    signal,
  });
  const url = `http://127.0.0.1:${port}`;
  return {
    baseUrls: [url],
    issuer: url,
    variables: { redirectUri, controlUrl: `http://127.0.0.1:${controlPort}` },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
};
