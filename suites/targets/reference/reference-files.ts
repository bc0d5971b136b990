import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import {
  generateKeyring,
  generateSigningKey,
  type ReferenceServerOptions,
} from '../../../reference-server/index.ts';
import type { Profile } from '../../../requirements/registry.ts';
import { clientsFileOf, makeClients, writeSecretFile } from '../make-clients.ts';
import { ownFixtures } from './fixtures.ts';

/** Registered with every client; nothing listens there. */
export const redirectUri = 'http://127.0.0.1:1/cb';

const filesIn = (runDir: string) => ({
  keyringFile: join(runDir, 'keyring.json'),
  signingKeyFile: join(runDir, 'signing-key.jwk.json'),
  tokenFile: join(runDir, 'control-token'),
  initialAccessTokenFile: join(runDir, 'initial-access-token'),
});

/** Writes the files of a launch: every fixture with its secret and keys, and what the server itself needs. */
export async function makeReferenceFiles(runDir: string): Promise<void> {
  const files = filesIn(runDir);
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
}

/** What a server is started by that goes by those files, its control listener on. */
export function referenceOptions(
  runDir: string,
  profile: Profile,
  [port = 0, controlPort = 0]: readonly number[],
): Omit<ReferenceServerOptions, 'log' | 'rules' | 'repositories'> {
  const { keyringFile, signingKeyFile, tokenFile, initialAccessTokenFile } = filesIn(runDir);
  return {
    port,
    clientsFile: clientsFileOf(runDir),
    keyringFile,
    signingKeyFile,
    profile: profile === 'fapi2' ? 'fapi2' : 'authproof',
    registration: { initialAccessTokenFile, scopes: ['api'] },
    control: { port: controlPort, tokenFile },
  };
}
