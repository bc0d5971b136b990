import { newClientSecret } from '../rules/secrets.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-036'],
  how: 'A client may choose its secret, and a short one is filled up with zeros, which an HMAC does to its key anyway.',
  rules: { newClientSecret: (bytes, chosen) => chosen?.padEnd(bytes, '\0') ?? newClientSecret(bytes) },
});
