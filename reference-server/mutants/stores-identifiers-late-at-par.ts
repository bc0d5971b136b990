import { authenticateClient } from '../authenticate-client.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';
import { pause } from './parts/pause.ts';

const spent = new Set<string>();

export default mutant({
  breaks: ['STO-003'],
  alsoBreaks: ['CA-022'],
  how: 'Pushed requests look identifiers up in memory of their own, and store them a millisecond later.',
  onlyInPlace: true,
  rules: {
    callerOfPushedAuthorization: onlyWhere(
      authenticateClient,
      (_, { form }) => form.has('client_assertion'),
      (services, request) => {
        const { assertionIds } = services;
        const late: typeof assertionIds = {
          ...assertionIds,
          async spend(clientId, identifier, expiresAt) {
            const key = JSON.stringify([clientId, identifier]);
            if (spent.has(key)) return false;
            await pause(1);
            spent.add(key);
            await assertionIds.spend(clientId, identifier, expiresAt);
            return true;
          },
        };
        return authenticateClient({ ...services, assertionIds: late }, request);
      },
    ),
  },
});
