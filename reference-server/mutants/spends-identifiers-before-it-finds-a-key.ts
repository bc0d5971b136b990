import { authenticateClient } from '../authenticate-client.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';

export default mutant({
  breaks: ['CA-026'],
  how: 'An identifier is spent when the client is known, before a key for the algorithm is looked for.',
  rules: {
    callerOfToken: onlyWhere(
      authenticateClient,
      (_, { form }) => form.has('client_assertion'),
      (services, request) => {
        const { assertionIds, clock, rules } = services;
        let isFresh = false;
        const early: typeof rules.signatureFailure = async (assertion, method, client, others) => {
          const failure = await rules.signatureFailure(assertion, method, client, others);
          const identifier = rules.identifierOf(assertion);
          if (failure !== 'signature_invalid' && identifier) {
            const until = rules.rememberedUntil(assertion.claims, clock.now());
            isFresh = await assertionIds.spend(client.id, identifier, until);
          }
          return failure;
        };
        return authenticateClient(
          {
            ...services,
            rules: { ...rules, signatureFailure: early },
            assertionIds: { ...assertionIds, spend: async () => isFresh },
          },
          request,
        );
      },
    ),
  },
});
