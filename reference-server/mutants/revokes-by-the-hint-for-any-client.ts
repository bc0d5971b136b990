import { authenticateClient } from '../authenticate-client.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';
import { ownerOfToken } from './parts/owner-of-token.ts';

export default mutant({
  breaks: ['CA-066'],
  how: 'A token with a hint is looked up by what it is, and not by whose it is.',
  rules: {
    callerOfRevocation: onlyWhere(
      authenticateClient,
      (_, { form }) => form.has('token_type_hint'),
      async (services, request) => {
        const caller = await authenticateClient(services, request);
        const owner = await ownerOfToken(services, request);
        return owner ? { ...caller, client: owner } : caller;
      },
    ),
  },
});
