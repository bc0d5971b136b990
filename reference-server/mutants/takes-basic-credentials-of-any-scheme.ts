import { decodeBasicCredentials } from '../rules/basic-credentials.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-041'],
  how: 'The second word of the Authorization header is taken for Basic credentials, whatever the first.',
  rules: {
    decodeBasicCredentials: (header) => decodeBasicCredentials(header.replace(/^\S+/, 'Basic')),
  },
});
