import type { Repositories } from '../../storage/repositories.ts';

/** Identifiers that are spent by these names: wrong only where one name stands for two of them, which the watch is told. */
export function spendAs(nameOf: (clientId: string, identifier: string) => string) {
  return ({ assertionIds }: Repositories): Partial<Repositories> => {
    const firstOf = new Map<string, string>();
    const spend: typeof assertionIds.spend = (clientId, identifier, expiresAt) =>
      assertionIds.spend('any', nameOf(clientId, identifier), expiresAt);
    const differs = (clientId: string, identifier: string) => {
      const name = nameOf(clientId, identifier);
      const spent = JSON.stringify([clientId, identifier]);
      if (!firstOf.has(name)) firstOf.set(name, spent);
      return firstOf.get(name) !== spent;
    };
    return { assertionIds: { ...assertionIds, spend: Object.assign(spend, { differs }) } };
  };
}
