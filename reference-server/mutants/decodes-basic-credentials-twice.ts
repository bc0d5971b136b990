import { decodeBasicCredentials } from '../rules/basic-credentials.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-041'],
  how: 'Basic credentials that are escaped still, after they were decoded, are decoded again.',
  rules: {
    decodeBasicCredentials(authorization) {
      const once = decodeBasicCredentials(authorization);
      return once && { clientId: unescaped(once.clientId), secret: unescaped(once.secret) };
    },
  },
});

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
