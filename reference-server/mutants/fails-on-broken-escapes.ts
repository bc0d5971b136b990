import { splitBasicCredentials } from '../rules/basic-credentials.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-062'],
  how: 'A percent sign in Basic credentials that starts no escape is a fault of the server.',
  rules: {
    decodeBasicCredentials(header) {
      const sent = splitBasicCredentials(header);
      const decoded = (text: string) => decodeURIComponent(text.replaceAll('+', ' '));
      return sent && { clientId: decoded(sent.clientId), secret: decoded(sent.secret) };
    },
  },
});
