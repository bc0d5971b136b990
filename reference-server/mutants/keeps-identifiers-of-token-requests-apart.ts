import { authenticateClient } from '../authenticate-client.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';

export default mutant({
  breaks: ['CA-022'],
  how: 'The token endpoint keeps spent identifiers under its own name, so what was used there is fresh elsewhere.',
  rules: {
    callerOfToken: onlyWhere(
      authenticateClient,
      (_, { form }) => form.has('client_assertion'),
      (services, request) => {
        const { assertionIds } = services;
        const apart: typeof assertionIds = {
          ...assertionIds,
          spend: (clientId, identifier, expiresAt) =>
            assertionIds.spend(clientId, `token ${identifier}`, expiresAt),
        };
        return authenticateClient({ ...services, assertionIds: apart }, request);
      },
    ),
  },
});
