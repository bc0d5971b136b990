import { metadataOf } from '../rules/metadata.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-047'],
  how: 'The metadata list no methods at revocation, which means Basic alone, and every other is taken too.',
  rules: {
    metadataOf(issuer, registration) {
      const { revocation_endpoint_auth_methods_supported: _, ...rest } = metadataOf(issuer, registration);
      return rest;
    },
  },
});
