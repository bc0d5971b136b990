import { metadataOf } from '../rules/metadata.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-047'],
  how: 'The metadata list one algorithm of each kind, and all the others are taken too.',
  rules: {
    metadataOf: (issuer, registration) => ({
      ...metadataOf(issuer, registration),
      token_endpoint_auth_signing_alg_values_supported: ['HS256', 'PS256', 'ES256', 'EdDSA'],
    }),
  },
});
