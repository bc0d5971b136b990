import { authenticateClient } from '../authenticate-client.ts';
import { issuedToken } from '../issued-token.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-062'],
  how: 'Revocation of a token that does not exist succeeds, before anybody looks who asks.',
  rules: {
    async callerOfRevocation(services, request) {
      if (await issuedToken(services, request.form.get('token') ?? ''))
        return authenticateClient(services, request);
      return { client: services.standIn({ mechanism: 'none', clientId: '' }), methods: [] };
    },
  },
});
