import { authenticateClient } from '../authenticate-client.ts';
import { ClientAuthenticationFailed } from '../errors.ts';
import type { Rules } from '../rules.ts';
import { mutant } from './mutant.ts';
import { onlyWhere } from './parts/only-where.ts';

export default mutant({
  breaks: ['CA-026'],
  how: 'Whether the client_id parameter names the client is looked at when its assertion is spent already.',
  rules: {
    callerOfToken: onlyWhere<Rules['callerOfToken']>(
      authenticateClient,
      (_, { form }) => form.has('client_id') && form.has('client_assertion'),
      async (services, request, letsIn) => {
        const { rules } = services;
        const lenient = { ...services, rules: { ...rules, clientIdParameterMatches: () => true } };
        const caller = await authenticateClient(lenient, request, letsIn);
        if (rules.clientIdParameterMatches(request.form.get('client_id'), caller.client.id)) return caller;
        throw new ClientAuthenticationFailed('client_id_parameter_mismatch', 'assertion');
      },
    ),
  },
});
