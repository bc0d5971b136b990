import { authenticateForIntrospection } from '../authenticate-client.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';
import { ownerOfToken } from './parts/owner-of-token.ts';

export default mutant({
  breaks: ['CA-044'],
  how: 'Whoever sends a live token as a bearer token is told about it.',
  rules: {
    callerOfIntrospection: onlyWhere(
      authenticateForIntrospection,
      (_, { authorization, form }) => authorization === `Bearer ${form.get('token')}`,
      async (services, request) => {
        const client = await ownerOfToken(services, request);
        return client ? { client, methods: ['none'] } : authenticateForIntrospection(services, request);
      },
    ),
  },
});
