import { metadataOf } from '../rules/metadata.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-047'],
  how: 'The metadata list the algorithm none beside the others, which is refused all the same.',
  rules: {
    metadataOf(issuer, registration) {
      const name = 'token_endpoint_auth_signing_alg_values_supported';
      const listed = metadataOf(issuer, registration);
      return { ...listed, [name]: ['none', ...[listed[name]].flat()] };
    },
  },
});
