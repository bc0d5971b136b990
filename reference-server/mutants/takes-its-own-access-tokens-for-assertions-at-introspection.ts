import { authenticateForIntrospection } from '../authenticate-client.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';

export default mutant({
  breaks: ['CA-033'],
  how: 'At introspection, a token that this server signed for a client is as good as an assertion of it.',
  rules: {
    callerOfIntrospection: onlyWhere(
      authenticateForIntrospection,
      ({ signingKey }, { form }) =>
        signingKey.claimsOf('at+jwt', form.get('client_assertion') ?? '') !== undefined,
      async (services, request) => {
        const token = request.form.get('client_assertion') ?? '';
        const { client_id: id } = { ...services.signingKey.claimsOf('at+jwt', token) };
        const client = await services.clients.find(String(id));
        return client
          ? { client, methods: ['private_key_jwt'] }
          : authenticateForIntrospection(services, request);
      },
    ),
  },
});
