import type { JWK } from 'jose';
import * as z from 'zod';
import type { Clock } from '../clock.ts';
import type { Assertion } from '../rules/serialization.ts';
import type { Rules } from '../rules.ts';
import type { Log } from '../services.ts';
import type { Client } from '../storage/clients.ts';
import { PublicJwk } from './client-metadata.ts';
import { fetchKeySet } from './fetch-key-set.ts';

/** The client with the keys that count at the moment: those it publishes, where it does. */
export type WithCurrentKeys = (client: Client, header: Assertion['header']) => Promise<Client>;

interface KeySet {
  keys: readonly JWK[];
  /** When they were last had, and last asked for. Epoch milliseconds. */
  fetchedAt: number;
  triedAt: number;
}

const KeySetDocument = z.object({ keys: z.array(z.unknown()) });

/** Keeps what clients publish, in this process. What couldn't be fetched is told to the operator. */
export function createPublishedKeys(clock: Clock, rules: Rules, log: Log): WithCurrentKeys {
  const sets = new Map<string, KeySet>();
  const fetching = new Map<string, Promise<void>>();

  return async (client, header) => {
    const url = rules.keySetLocation(client, header);
    if (url === undefined) return client;
    const keys = keysAt(url);
    const known = keys.length > 0 && (header.kid === undefined || keys.some(({ kid }) => kid === header.kid));
    if (!known && rules.keySetRefetchable(sets.get(url)?.triedAt ?? 0, clock.now())) await fetchOnce(url);
    return { ...client, keys: keysAt(url) };
  };

  function keysAt(url: string): readonly JWK[] {
    const set = sets.get(url);
    return set && rules.keySetCurrent(set.fetchedAt, clock.now()) ? set.keys : [];
  }

  /** Requests that come meanwhile wait for the same answer. */
  async function fetchOnce(url: string): Promise<void> {
    const going = fetching.get(url) ?? fetchInto(url).finally(() => fetching.delete(url));
    fetching.set(url, going);
    await going;
  }

  async function fetchInto(url: string): Promise<void> {
    const now = clock.now();
    const last = sets.get(url);
    try {
      const { keys } = KeySetDocument.parse(await fetchKeySet(url));
      sets.set(url, { keys: keys.flatMap(soundKey), fetchedAt: now, triedAt: now });
    } catch (error) {
      sets.set(url, { keys: last?.keys ?? [], fetchedAt: last?.fetchedAt ?? 0, triedAt: now });
      log(error);
    }
  }

  function soundKey(key: unknown): JWK[] {
    const { data } = PublicJwk.safeParse(key);
    return data && rules.publishedKeyUsable(data) ? [data] : [];
  }
}
