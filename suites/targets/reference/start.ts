import { randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import {
  generateKeyring,
  generateSigningKey,
  type Mutant,
  startReferenceServer,
} from '../../../reference-server/index.ts';
import type { StartedTarget, StartOptions, StartTarget } from '../../harness/target/launch-contract.ts';
import { clientsFileOf, makeClients, writeSecretFile } from '../make-clients.ts';
import { ownFixtures } from './fixtures.ts';

/** Registered with every client; nothing listens there. */
const redirectUri = 'http://127.0.0.1:1/cb';

/** What a launch of the reference server is given. Without ports it takes free ones. */
export type ReferenceOptions = Pick<StartOptions, 'runDir'> & {
  ports?: number[];
  /** The part to swap for a wrong one. */
  mutant?: Mutant;
  /** A file's path or ':memory:'. By default a file, which a restart keeps; for mutants memory, which is faster. */
  database?: string;
};

/** Starts the reference server in this process, with every fixture registered and its control listener on. */
export async function startReference(options: ReferenceOptions): Promise<StartedTarget> {
  const { runDir, ports: [port = 0, controlPort = 0] = [], mutant } = options;
  const inMemory = mutant !== undefined && mutant.on?.storage !== 'file';
  const database = options.database ?? (inMemory ? ':memory:' : join(runDir, 'reference-server.sqlite'));
  const files = {
    keyringFile: join(runDir, 'keyring.json'),
    signingKeyFile: join(runDir, 'signing-key.jwk.json'),
    tokenFile: join(runDir, 'control-token'),
    initialAccessTokenFile: join(runDir, 'initial-access-token'),
  };
  await Promise.all([
    makeClients(
      runDir,
      {
        grant_types: ['client_credentials', 'authorization_code', 'refresh_token'],
        redirect_uris: [redirectUri],
      },
      ownFixtures,
    ),
    writeSecretFile(files.keyringFile, generateKeyring()),
    writeSecretFile(files.signingKeyFile, generateSigningKey()),
    ...[files.tokenFile, files.initialAccessTokenFile].map((file) =>
      writeSecretFile(file, randomBytes(32).toString('base64url')),
    ),
  ]);
  const logFile = join(runDir, 'server.log');
  await writeSecretFile(logFile, '');
  const server = await startReferenceServer({
    port,
    database,
    clientsFile: clientsFileOf(runDir),
    keyringFile: files.keyringFile,
    signingKeyFile: files.signingKeyFile,
    registration: { initialAccessTokenFile: files.initialAccessTokenFile, scopes: ['api'] },
    control: { port: controlPort, tokenFile: files.tokenFile },
    log: (error) => appendFileSync(logFile, `${inspect(error)}\n`),
    ...(mutant?.rules ? { rules: mutant.rules } : {}),
    ...(mutant?.repositories ? { repositories: mutant.repositories } : {}),
  });
  return {
    baseUrls: [server.url],
    issuer: server.issuer,
    variables: { redirectUri, controlUrl: server.controlUrl ?? '' },
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}

/** The reference server as the target file launches it: on a SQLite file, which keeps what was used over a restart. */
export const start: StartTarget = async ({ ports, instances, runDir }) => {
  if (instances !== 1) throw new Error('the reference server is launched as one instance, not several');
  return startReference({ ports, runDir });
};
