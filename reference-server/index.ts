import { createApp } from './app.ts';
import { loadClients } from './clients/load-clients.ts';
import { createPublishedKeys } from './clients/published-keys.ts';
import { createStandIn } from './clients/stand-in.ts';
import { type AdjustableClock, adjustableClock } from './clock.ts';
import { createControlApp } from './control.ts';
import { InvalidConfiguration } from './errors.ts';
import { loadKeyring } from './keys/keyring.ts';
import { readSecretFile } from './keys/read-json-file.ts';
import { loadSigningKey } from './keys/signing-key.ts';
import { listen } from './listen.ts';
import { purge } from './purge.ts';
import { secretDigest } from './rules/secrets.ts';
import { type Rules, rulesOf, type ServerProfile } from './rules.ts';
import type { Log, Services } from './services.ts';
import { type DatabaseLocation, type OpenDatabase, openDatabase } from './storage/open-database.ts';
import { type Repositories, repositoriesIn } from './storage/repositories.ts';
import type { Database } from './storage/schema.ts';

export { adjustableClock } from './clock.ts';
export { InvalidConfiguration } from './errors.ts';
export { generateKeyring } from './keys/keyring.ts';
export { generateSigningKey } from './keys/signing-key.ts';
export { loadMutants, type Mutant } from './mutants/mutant.ts';
export type { Rules, ServerProfile } from './rules.ts';
export {
  type DatabaseLocation,
  type OpenDatabase,
  openDatabase,
  type PostgresConnection,
} from './storage/open-database.ts';
export type { Repositories } from './storage/repositories.ts';
export type { Database } from './storage/schema.ts';

export interface ReferenceServerOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** ':memory:', the default; servers may share any other. One that is open already is used, and stays open. */
  database?: DatabaseLocation | OpenDatabase;
  /** The issuer identifier, without a trailing slash. Defaults to the address listened on. */
  issuer?: string;
  /** JSON: an array of clients in RFC 7591 §2 names; secrets are files named beside it. */
  clientsFile: string;
  /** As made by `generateKeyring`. */
  keyringFile: string;
  /** As made by `generateSigningKey`. */
  signingKeyFile: string;
  /** 'authproof', the default, or what FAPI 2.0 asks of client authentication. */
  profile?: ServerProfile | undefined;
  /** Lets clients register themselves; absent, they can't. */
  registration?: { initialAccessTokenFile: string; scopes: readonly string[] } | undefined;
  /** A listener of its own to steer the server by; absent, there is none. */
  control?: { port?: number; tokenFile: string };
  /** Shared by the instances of one process, which are steered by the control listener of any. */
  clock?: AdjustableClock;
  /** Told of faults of the server's own; stderr where nothing is given. */
  log?: Log;
  /** Replaces security decisions: how mutants are made. */
  rules?: Partial<Rules>;
  /** Replaces stores: how mutants are made. */
  repositories?: (real: Repositories, database: Database) => Partial<Repositories>;
}

export interface ReferenceServer extends AsyncDisposable {
  url: string;
  issuer: string;
  /** What the server remembers by, with its version. */
  store: string;
  controlUrl?: string;
}

const purgeEvery = 60_000;

/**
 * Starts the server on loopback. Disposing it ends its listeners, timers and database.
 * @throws {InvalidConfiguration} naming the file and the place
 */
export async function startReferenceServer(options: ReferenceServerOptions): Promise<ReferenceServer> {
  await using resources = new AsyncDisposableStack();
  const { log = console.error, clock = adjustableClock() } = options;
  const inForce: Rules = { ...rulesOf(options.profile), ...options.rules };
  const registrations = await loadClients(options.clientsFile);
  const keyring = await loadKeyring(options.keyringFile);
  const signingKey = await loadSigningKey(options.signingKeyFile);

  const { database, store } = await databaseFor(options.database ?? ':memory:', log, resources);
  const real = repositoriesIn(database, keyring, inForce.secretDigest);
  const repositories: Repositories = { ...real, ...options.repositories?.(real, database) };
  if (options.control) clock.advance(Math.max(0, (await repositories.clockOffset.find()) - clock.offset));
  await repositories.clients.replaceAll(registrations, clock.now());

  const listener = resources.use(await listen(options.port ?? 0));
  const issuer = checkedIssuer(options.issuer ?? listener.url);
  const services: Services = {
    ...repositories,
    issuer,
    clock,
    rules: inForce,
    signingKey,
    standIn: createStandIn(),
    withCurrentKeys: createPublishedKeys(clock, inForce, log),
    registration: options.registration && {
      tokenDigest: secretDigest(await bearerTokenFrom(options.registration.initialAccessTokenFile)),
      scopes: options.registration.scopes,
    },
    log,
    audit: (event) => repositories.auditEvents.append({ at: clock.now(), ...event }),
  };
  listener.serve(createApp(services));

  const purging = setInterval(() => purge(services).catch(log), purgeEvery);
  resources.defer(() => clearInterval(purging));

  const server: ReferenceServer = {
    url: listener.url,
    issuer,
    store,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
  if (options.control) {
    const token = await bearerTokenFrom(options.control.tokenFile);
    const control = resources.use(await listen(options.control.port ?? 0));
    control.serve(createControlApp(services, clock, token));
    server.controlUrl = control.url;
  }
  const owned = resources.move();
  return server;
}

async function databaseFor(
  wanted: DatabaseLocation | OpenDatabase,
  log: Log,
  resources: AsyncDisposableStack,
): Promise<OpenDatabase> {
  if (typeof wanted === 'object' && 'store' in wanted) return wanted;
  const opened = await openDatabase(wanted, log);
  resources.defer(() => opened.database.destroy());
  return opened;
}

/** RFC 8414 §2: a URL without query or fragment. It is compared as text, so it has one spelling. */
function checkedIssuer(issuer: string): string {
  if (!/^https?:\/\/[^/?#\s]+(\/[\w.~-]+)*$/.test(issuer) || !URL.canParse(issuer)) {
    throw new InvalidConfiguration(
      `issuer ${issuer}: a URL without trailing slash, query or fragment is wanted.`,
    );
  }
  return issuer;
}

async function bearerTokenFrom(path: string): Promise<string> {
  const token = await readSecretFile(path);
  if (token.length < 16) throw new InvalidConfiguration(`${path}: at least 16 characters are wanted.`);
  return token;
}
