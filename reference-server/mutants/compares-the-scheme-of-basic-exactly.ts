import { decodeBasicCredentials } from '../rules/basic-credentials.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-041'],
  how: 'An Authorization header holds Basic credentials only where it spells the scheme with a capital B and small letters.',
  rules: {
    decodeBasicCredentials: (header) =>
      header.startsWith('Basic ') ? decodeBasicCredentials(header) : undefined,
  },
});
