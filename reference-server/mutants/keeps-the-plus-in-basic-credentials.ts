import { splitBasicCredentials } from '../rules/basic-credentials.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-041'],
  how: 'Percent sequences of the Authorization header are decoded and + is not, which stands for a space.',
  rules: {
    decodeBasicCredentials(authorization) {
      const encoded = splitBasicCredentials(authorization);
      if (!encoded || /%(?![0-9a-f]{2})/i.test(encoded.clientId + encoded.secret)) return undefined;
      return { clientId: decodeURIComponent(encoded.clientId), secret: decodeURIComponent(encoded.secret) };
    },
  },
});
