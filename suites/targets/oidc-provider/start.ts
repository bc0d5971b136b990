import { randomBytes } from 'node:crypto';
import { extname, join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import type { StartTarget } from '../../harness/target/launch-contract.ts';
import { makeClients, unpinnedFixtures, writeSecretFile } from '../make-clients.ts';
import { controlUrls, startServerProcess, TargetDidNotStart } from '../server-process.ts';

/** Registered with every client, and named in target.yaml; nothing listens there. */
const redirectUri = 'http://127.0.0.1:1/cb';

const urlOf = (port: number) => `http://127.0.0.1:${port}`;

/** RFC 8628 §3.4 */
const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

/**
 * oidc-provider as published, each instance in a process of its own, with every fixture registered. One alone keeps its
 * state in memory; several share a store, which is a process too.
 * @throws TargetDidNotStart
 */
export const start: StartTarget = async ({ ports, instances, runDir, signal }) => {
  const serverPorts = ports.slice(0, instances);
  const controlPorts = ports.slice(instances, 2 * instances);
  if (controlPorts.length < instances)
    throw new TargetDidNotStart('two free ports are wanted for each instance');
  await writeFiles(runDir);
  await using running = new AsyncDisposableStack();

  const storeSocket = join(runDir, 'store.sock');
  const shared = instances > 1 ? [storeSocket] : [];
  if (instances > 1) {
    const logFile = join(runDir, 'store.log');
    running.use(
      await startServerProcess({ module: besideThis('store-server'), args: shared, logFile, signal }),
    );
  }
  const baseUrls = serverPorts.map(urlOf);
  const [issuer = ''] = baseUrls;
  for (const [index, port] of serverPorts.entries()) {
    const instance = await startServerProcess({
      module: besideThis('server'),
      args: [runDir, issuer, String(port), String(controlPorts[index]), ...shared],
      logFile: join(runDir, index === 0 ? 'server.log' : `server-${index + 1}.log`),
      // It answers a refused client with one sentence whatever the cause; the cause is in the log.
      env: { DEBUG: 'oidc-provider:error,oidc-provider:server_error*' },
      signal,
    });
    running.use(instance);
  }
  const owned = running.move();
  return {
    baseUrls,
    issuer,
    variables: { redirectUri, ...controlUrls(controlPorts.map(urlOf)) },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
};

async function writeFiles(runDir: string): Promise<void> {
  const metadata = {
    grant_types: ['client_credentials', 'authorization_code', 'refresh_token', deviceGrant],
    response_types: ['code'],
    redirect_uris: [redirectUri],
  };
  await makeClients(runDir, metadata, unpinnedFixtures);
  // Of all instances: what one signs, the others publish.
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const signingKey = JSON.stringify({ ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256' });
  await Promise.all([
    writeSecretFile(join(runDir, 'secrets/signing-key.jwk.json'), signingKey),
    writeSecretFile(join(runDir, 'secrets/initial-access-token'), randomToken()),
    writeSecretFile(join(runDir, 'secrets/cookie-key'), randomToken()),
    writeSecretFile(join(runDir, 'control-token'), randomToken()),
  ]);
}

const randomToken = () => randomBytes(32).toString('base64url');

/** A module next to this one, which is JavaScript where the package is installed. */
function besideThis(module: string): string {
  return join(import.meta.dirname, `${module}${extname(import.meta.filename)}`);
}
