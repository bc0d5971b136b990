import { refreshTokenIssuedTo } from '../rules/codes.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-045'],
  how: 'Whose refresh token it is is asked of clients with a secret only.',
  rules: {
    refreshTokenIssuedTo: (client, grant) =>
      client.method === 'private_key_jwt' || refreshTokenIssuedTo(client, grant),
  },
});
