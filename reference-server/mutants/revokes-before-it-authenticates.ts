import { authenticateClient } from '../authenticate-client.ts';
import { endToken, issuedToken } from '../issued-token.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-044'],
  alsoBreaks: ['CA-066'],
  how: 'Revocation ends refresh tokens first and authenticates the client then, so refused requests end them too.',
  rules: {
    async callerOfRevocation(services, request) {
      const token = await issuedToken(services, request.form.get('token') ?? '');
      if (token?.kind === 'refresh') await endToken(services, token);
      return authenticateClient(services, request);
    },
  },
});
