import type { Repositories } from '../../storage/repositories.ts';
import { pause } from './pause.ts';

/** Identifiers of assertions that the process keeps: it looks there first, and adds them so much later. */
export function rememberIdentifiersLate(milliseconds: number) {
  return ({ assertionIds }: Repositories): Partial<Repositories> => {
    const spent = new Set<string>();
    return {
      assertionIds: {
        ...assertionIds,
        async spend(clientId, identifier) {
          const key = JSON.stringify([clientId, identifier]);
          if (spent.has(key)) return false;
          await pause(milliseconds);
          spent.add(key);
          return true;
        },
      },
    };
  };
}
