import { decodeBasicCredentials, splitBasicCredentials } from '../rules/basic-credentials.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-041'],
  how: 'Of Basic credentials only the secret is form-decoded, the client identifier is taken as it came.',
  rules: {
    decodeBasicCredentials(authorization) {
      const decoded = decodeBasicCredentials(authorization);
      const encoded = splitBasicCredentials(authorization);
      return decoded && encoded && { ...decoded, clientId: encoded.clientId };
    },
  },
});
