import { splitBasicCredentials } from '../rules/basic-credentials.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-041'],
  how: 'Identifier and secret are taken from the Authorization header without form-decoding.',
  rules: { decodeBasicCredentials: splitBasicCredentials },
});
