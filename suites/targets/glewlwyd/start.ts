import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { exportJWK, generateKeyPair } from 'jose';
import type { StartTarget } from '../../harness/target/launch-contract.ts';
import {
  clientsFileOf,
  type Fixture,
  fixtures,
  makeClients,
  ordinary,
  unpinnedFixtures,
  writeSecretFile,
} from '../make-clients.ts';
import { startProgram } from '../program-process.ts';
import { TargetDidNotStart } from '../server-process.ts';
import { AdminApi } from './admin-api.ts';
import { clientOf, configurationFile, deviceGrant, oidcPlugin, type Registration } from './configuration.ts';
import { control } from './control.ts';

/** Registered with every client, and named in target.yaml; nothing listens there. */
const redirectUri = 'http://127.0.0.1:1/cb';

const secretOfTwins = ordinary();
const disabled = { register: { enabled: false } };

/**
 * Those that all targets have, but for identifiers that differ in letter case alone, which it takes for one; and its own.
 * @param keysUrl where the harness serves the keys of a client that publishes them
 */
export const fixturesOf = (keysUrl: string): readonly Fixture[] => [
  ...[...fixtures, ...unpinnedFixtures].filter(({ id }) => !/^svc-case-/i.test(id)),
  ...['RS256', 'PS256', 'ES256', 'ES512'].map((pinned): Fixture => {
    const id = `svc-published-${pinned.toLowerCase()}`;
    return { id, method: 'private_key_jwt', pinned, register: { jwks_uri: `${keysUrl}/${id}` } };
  }),
  { id: 'svc-off', method: 'client_secret_basic', secret: () => secretOfTwins, ...disabled },
  { id: 'svc-off-twin', method: 'client_secret_basic', secret: () => secretOfTwins },
  { id: 'svc-off-hs256', method: 'client_secret_jwt', pinned: 'HS256', secret: ordinary, ...disabled },
  { id: 'svc-off-es256', method: 'private_key_jwt', pinned: 'ES256', key: 'ES256', ...disabled },
];

/** Debian's package has it for whoever answers its questions with SQLite. */
const tables = '/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3';

/**
 * Glewlwyd as Debian packages it, on an SQLite file, under libfaketime.
 * @throws TargetDidNotStart
 */
export const start: StartTarget = async ({
  ports: [port, controlPort, keysPort],
  instances,
  runDir,
  clockFile,
  signal,
}) => {
  if (!port || !controlPort || !keysPort) throw new TargetDidNotStart('three free ports are wanted');
  if (instances !== 1) throw new TargetDidNotStart('its SQLite file is for one instance');
  const url = `http://127.0.0.1:${port}`;
  const plugin = 'oidc';
  const issuer = `${url}/api/${plugin}`;
  const keysUrl = `http://127.0.0.1:${keysPort}`;
  const configFile = join(runDir, 'glewlwyd.conf');
  const database = join(runDir, 'glewlwyd.sqlite');
  await writeDatabase(database);
  await writeFile(configFile, configurationFile(url, database));
  await writeFile(clockFile, '+0');
  await using running = new AsyncDisposableStack();
  const glewlwyd = running.use(
    await startProgram({
      program: 'glewlwyd',
      args: [`--config-file=${configFile}`],
      logFile: join(runDir, 'server.log'),
      env: await faketime(clockFile),
      url,
      signal,
    }),
  );
  const password = await setUp({ url: `${url}/api`, plugin, issuer, runDir, keysUrl });
  const signIn = () => AdminApi.signIn(`${url}/api`, 'admin', password);
  const token = randomBytes(32).toString('base64url');
  await writeSecretFile(join(runDir, 'control-token'), token);
  const controlServer = control(token, issuer, signIn).listen(controlPort, '127.0.0.1');
  await once(controlServer, 'listening');
  running.defer(async () => {
    controlServer.closeAllConnections();
    await once(controlServer.close(), 'close');
  });
  const owned = running.move();
  return {
    baseUrls: [url],
    issuer,
    version: await installedVersion(),
    variables: { redirectUri, keysUrl, controlUrl: `http://127.0.0.1:${controlPort}` },
    restart: () => glewlwyd.restart(),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
};

async function writeDatabase(file: string): Promise<void> {
  const sql = await readFile(tables, 'utf8').catch((cause: unknown) => {
    throw new TargetDidNotStart('Glewlwyd is not installed: apt-get install glewlwyd faketime', { cause });
  });
  using database = new DatabaseSync(file);
  // Both let it wait for the disk less often.
  database.exec('PRAGMA journal_mode = WAL');
  database.exec(`BEGIN; ${sql} COMMIT;`);
}

async function faketime(clockFile: string): Promise<NodeJS.ProcessEnv> {
  const [library] = await Array.fromAsync(glob('/usr/lib/*/faketime/libfaketimeMT.so.1'));
  if (!library) throw new TargetDidNotStart('libfaketime is not installed: apt-get install faketime');
  return {
    LD_PRELOAD: library,
    FAKETIME_TIMESTAMP_FILE: clockFile,
    FAKETIME_NO_CACHE: '1',
    DONT_FAKE_MONOTONIC: '1',
    FAKETIME_DONT_RESET: '1',
  };
}

type Setting = Record<'url' | 'plugin' | 'issuer' | 'runDir' | 'keysUrl', string>;

/**
 * By its API, which tells what is wrong with a client; what it is told stays in its database.
 * @returns the password that the administrator has from then on
 */
async function setUp({ url, plugin, issuer, runDir, keysUrl }: Setting): Promise<string> {
  const admin = await AdminApi.signIn(url, 'admin', 'password');
  for (const name of ['api', 'reports'])
    await admin.send('POST', '/scope', { name, display_name: name, password_required: false, scheme: {} });
  const password = randomBytes(32).toString('base64url');
  const scope = ['g_admin', 'g_profile', 'api', 'reports'];
  await admin.send('PUT', '/user/admin', { username: 'admin', enabled: true, scope, password });

  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const signingKey = { ...(await exportJWK(privateKey)), kid: 'signing', use: 'sig', alg: 'RS256' };
  await admin.send('POST', '/mod/plugin', oidcPlugin(plugin, issuer, signingKey));

  const metadata = {
    grant_types: ['client_credentials', 'authorization_code', 'refresh_token', deviceGrant],
    redirect_uris: [redirectUri],
  };
  await makeClients(runDir, metadata, [], fixturesOf(keysUrl));
  const registrations: Registration[] = JSON.parse(await readFile(clientsFileOf(runDir), 'utf8'));
  for (const registration of registrations) {
    const { client_secret_file: file } = registration;
    const secret = file && (await readFile(join(runDir, file), 'utf8'));
    await admin.send('POST', '/client', clientOf(registration, secret));
  }
  return password;
}

/** What `glewlwyd --version` says. */
async function installedVersion(): Promise<string> {
  const { stdout } = await promisify(execFile)('glewlwyd', ['--version']);
  return stdout.trim();
}
