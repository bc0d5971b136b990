import { methodFor } from '../rules/requests.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-008'],
  how: 'A client may use every method that it owns a credential for, registered or not.',
  rules: {
    methodFor(credentials, client) {
      const { mechanism } = credentials;
      if (mechanism === 'none') return methodFor(credentials, client);
      if (mechanism !== 'assertion') return client.secretDigest ? `client_secret_${mechanism}` : undefined;
      const symmetric = String(credentials.assertion.header.alg).startsWith('HS');
      return symmetric ? 'client_secret_jwt' : 'private_key_jwt';
    },
  },
});
