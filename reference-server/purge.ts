import type { Services } from './services.ts';

/** What is remembered for a time only. */
const passing = ({ assertionIds, accessTokens, pushedRequests, grants }: Services) => [
  assertionIds,
  accessTokens,
  pushedRequests,
  grants,
];

/** Forgets what is past. */
export async function purge(services: Services): Promise<void> {
  const now = services.clock.now();
  await Promise.all(passing(services).map((store) => store.purge(now)));
}

/** Forgets it all, as if nobody had asked for anything; clients and the audit stay. */
export async function reset(services: Services): Promise<void> {
  await Promise.all(passing(services).map((store) => store.clear()));
}
