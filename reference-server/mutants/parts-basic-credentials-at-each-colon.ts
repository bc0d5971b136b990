import { decodeBasicCredentials, splitBasicCredentials } from '../rules/basic-credentials.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-041'],
  how: 'Basic credentials are parted at each colon, so that what follows the second one goes unread.',
  rules: {
    decodeBasicCredentials(header) {
      const parted = splitBasicCredentials(header);
      if (!parted) return undefined;
      const [secret = ''] = parted.secret.split(':');
      const read = Buffer.from(`${parted.clientId}:${secret}`).toString('base64');
      return decodeBasicCredentials(`Basic ${read}`);
    },
  },
});
