import type { JWK } from 'jose';
import type { CaseContext } from '../context.ts';
import { keySet, type Sink } from '../sink.ts';
import type { ClientFixture } from '../target/description.ts';
import type { Client } from './client.ts';
import { publicJwk } from './jwk.ts';
import type { Reply } from './reply.ts';

/** The key set that a client publishes at its jwks_uri. A case that changes a fixture's runs alone. */
export class PublishedKeys {
  readonly url: string;
  readonly #sink: Sink;
  readonly #fixture: ClientFixture;

  constructor(url: string, sink: Sink, fixture: ClientFixture) {
    this.url = url;
    this.#sink = sink;
    this.#fixture = fixture;
  }

  /** How often the target has fetched it since the run began. */
  get fetches(): number {
    return this.#sink.fetches(this.url);
  }

  /** Publishes these, whole keys, and no others. The first is the one that the client signs with in later cases. */
  publish(first: JWK, ...others: JWK[]): void {
    this.#sink.replace(this.url, keySet([first, ...others].map(publicJwk)));
    this.#fixture.key = first;
  }

  /** Publishes a set without a key. What the client signs with is published again before the case ends. */
  withdraw(): void {
    this.#sink.replace(this.url, keySet([]));
  }
}

/** How a client is answered whose key the target may not have seen yet: at once, or when it must have looked again. */
export async function tokenByNewKey(
  { oauth, clock, profile, signal }: Pick<CaseContext, 'oauth' | 'clock' | 'profile' | 'signal'>,
  client: Client,
): Promise<Reply> {
  const reply = await oauth.token(client);
  if (reply.kind === 'accepted') return reply;
  const { refetchSeconds } = profile.jwks;
  await clock.advance(refetchSeconds + 3, signal);
  const later = await oauth.token(client);
  // A server that keeps keys for longer says so in its file, which nobody would know from a bare refusal.
  return { ...later, who: `${later.who}, past the ${refetchSeconds} s of profile.jwks.refetchSeconds` };
}
