import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { Client } from 'pg';
import {
  GenericContainer,
  getContainerRuntimeClient,
  ImageName,
  type StartedTestContainer,
  Wait,
} from 'testcontainers';
import type { PostgresConnection } from './open-database.ts';
import { postgresImages } from './postgres-images.ts';

// It would watch over ours in a container of its own, whose image can't be had everywhere. We end ours ourselves.
process.env.TESTCONTAINERS_RYUK_DISABLED ??= 'true';

/** There is nothing here that could run one; the message says what to do. */
export class NoContainer extends Error {
  override readonly name = 'NoContainer';
  readonly code = 'no-container';
}

/** A PostgreSQL server in a container. Disposing removes it. */
export interface PostgresContainer extends AsyncDisposable {
  /** An empty database of its own. */
  createDatabase(): Promise<PostgresConnection>;
}

const port = 5432;
const user = 'authproof';

/**
 * Starts PostgreSQL, for tests and trials. AUTHPROOF_POSTGRES_IMAGE names an image to take in place of the usual ones.
 * @param passwordFile a new file; only its owner may read it
 * @throws {NoContainer}
 */
export async function startPostgres(passwordFile: string): Promise<PostgresContainer> {
  const image = await chooseImage();
  const password = randomBytes(24).toString('base64url');
  await writeFile(passwordFile, password, { mode: 0o600, flag: 'wx' });
  const container = await new GenericContainer(image)
    .withEnvironment({ POSTGRES_USER: user, POSTGRES_DB: user, POSTGRES_PASSWORD_FILE: '/run/password' })
    .withCopyContentToContainer([{ content: password, target: '/run/password', mode: 0o444 }])
    // It is thrown away in the end, so it need not survive a power cut.
    .withCommand(['postgres', '-c', 'fsync=off'])
    .withExposedPorts(port)
    // By TCP: the official image first runs a server that can't be reached so.
    .withWaitStrategy(Wait.forSuccessfulCommand(`pg_isready --host 127.0.0.1 --port ${port}`))
    .start()
    .catch((cause: Error) => {
      throw new NoContainer(`The container of ${image} did not start: ${cause.message}`, { cause });
    });
  const connection = connectionTo(container, passwordFile);
  let databases = 0;
  return {
    async createDatabase() {
      const database = `${user}_${++databases}`;
      const { passwordFile: _, ...at } = connection;
      const client = new Client({ ...at, password });
      await client.connect();
      await client.query(`CREATE DATABASE ${database}`);
      await client.end();
      return { ...connection, database };
    },
    async [Symbol.asyncDispose]() {
      await container.stop({ timeout: 0 });
    },
  };
}

function connectionTo(container: StartedTestContainer, passwordFile: string): PostgresConnection {
  return {
    host: container.getHost(),
    port: container.getMappedPort(port),
    database: user,
    user,
    passwordFile,
  };
}

/** One that is named, or the first that is here, or the official one, which is fetched. */
async function chooseImage(): Promise<string> {
  const engine = await getContainerRuntimeClient().catch((cause: unknown) => {
    throw new NoContainer(
      'Docker does not answer, and PostgreSQL is run by it. `npm run verify` in a clone sets it up.',
      { cause },
    );
  });
  const named = process.env.AUTHPROOF_POSTGRES_IMAGE;
  if (named) return named;
  for (const image of postgresImages) {
    if (await engine.image.exists(ImageName.fromString(image))) return image;
  }
  return postgresImages[1];
}
