import { metadataOf } from '../rules/metadata.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-047'],
  how: 'The metadata do not list client_secret_post at revocation, and clients revoke by it.',
  rules: {
    metadataOf: (issuer, registration) => ({
      ...metadataOf(issuer, registration),
      revocation_endpoint_auth_methods_supported: [
        'client_secret_basic',
        'client_secret_jwt',
        'private_key_jwt',
      ],
    }),
  },
});
