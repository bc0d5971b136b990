import { decodeBasicCredentials, splitBasicCredentials } from '../rules/basic-credentials.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-041'],
  how: 'Basic credentials are parted at each colon and empty parts at the end are dropped, so that colons behind the secret go unread.',
  rules: {
    decodeBasicCredentials(header) {
      const parted = splitBasicCredentials(header);
      const secret = parted?.secret.replace(/:+$/, '');
      if (!parted || secret?.includes(':')) return undefined;
      const read = Buffer.from(`${parted.clientId}:${secret}`).toString('base64');
      return decodeBasicCredentials(`Basic ${read}`);
    },
  },
});
