import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished, test } from 'vitest';
import { generateKeyring, type Keyring, loadKeyring } from '../../keys/keyring.ts';
import { secretDigest } from '../../rules/secrets.ts';
import { type DatabaseLocation, openDatabase } from '../open-database.ts';
import { type PostgresContainer, startPostgres } from '../postgres-container.ts';
import { repositoriesIn } from '../repositories.ts';

/** Each kind of database that the repositories run on. */
export const stores: { name: string; tags: string[]; locate(folder: string): Promise<DatabaseLocation> }[] = [
  { name: 'memory', tags: [], locate: async () => ':memory:' },
  { name: 'a file', tags: [], locate: async (folder) => join(folder, 'database') },
  { name: 'PostgreSQL', tags: ['containers'], locate: newPostgresDatabase },
];

let postgres: Promise<PostgresContainer> | undefined;
const postgresFolder = await mkdtemp(join(tmpdir(), 'storage-postgres-'));
afterAll(async () => {
  await (await postgres)?.[Symbol.asyncDispose]();
  await rm(postgresFolder, { recursive: true });
});

async function newPostgresDatabase(): Promise<DatabaseLocation> {
  postgres ??= startPostgres(join(postgresFolder, 'password'));
  return (await postgres).createDatabase();
}

/** Opens a database of the test's own; a location that is given again is the same database. */
type Open = (again?: { location: DatabaseLocation }) => ReturnType<typeof openAt>;

/** A test for each of the stores. */
export function onEachStore(does: string, body: (open: Open) => Promise<void>, only = stores): void {
  for (const { name, tags, locate } of only) {
    test(`${name}: ${does}`, { tags }, async () => {
      const folder = await mkdtemp(join(tmpdir(), 'storage-'));
      onTestFinished(() => rm(folder, { recursive: true }));
      const keyringFile = join(folder, 'keyring');
      await writeFile(keyringFile, generateKeyring());
      const keyring = await loadKeyring(keyringFile);
      await body(async (again) => openAt(again?.location ?? (await locate(folder)), keyring));
    });
  }
}

async function openAt(location: DatabaseLocation, keyring: Keyring) {
  const { database, store } = await openDatabase(location);
  onTestFinished(() => database.destroy());
  return { location, database, store, ...repositoriesIn(database, keyring, secretDigest) };
}

/** Those that several servers can share. */
export const sharable = stores.filter(({ name }) => name !== 'memory');
