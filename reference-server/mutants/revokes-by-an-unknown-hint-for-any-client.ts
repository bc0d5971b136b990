import { authenticateClient } from '../authenticate-client.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';
import { ownerOfToken } from './parts/owner-of-token.ts';

const known = [undefined, 'access_token', 'refresh_token'];

export default mutant({
  breaks: ['CA-066'],
  how: 'A token with a hint that nobody knows is looked for everywhere, whoever asks.',
  rules: {
    callerOfRevocation: onlyWhere(
      authenticateClient,
      (_, { form }) => !known.includes(form.get('token_type_hint')),
      async (services, request) => {
        const caller = await authenticateClient(services, request);
        const owner = await ownerOfToken(services, request);
        return owner ? { ...caller, client: owner } : caller;
      },
    ),
  },
});
