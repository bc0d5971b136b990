import { metadataOf } from '../rules/metadata.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-047'],
  how: 'The metadata leave ES512 and EdDSA out at introspection, and clients introspect by them.',
  rules: {
    metadataOf(issuer, registration) {
      const metadata = metadataOf(issuer, registration);
      const algorithms = metadata.introspection_endpoint_auth_signing_alg_values_supported as string[];
      return {
        ...metadata,
        introspection_endpoint_auth_signing_alg_values_supported: algorithms.filter(
          (alg) => alg !== 'ES512' && alg !== 'EdDSA',
        ),
      };
    },
  },
});
