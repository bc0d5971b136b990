import { issuerFor } from '../rules/answers.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-058'],
  how: 'The scheme of the issuer is what Forwarded says that the client spoke.',
  rules: {
    issuerFor(configured, headers, path) {
      const scheme = /proto=([a-z]+)/i.exec(headers.forwarded ?? '')?.[1];
      const issuer = issuerFor(configured, headers, path);
      return scheme ? issuer.replace(/^[a-z]+(?=:)/, scheme) : issuer;
    },
  },
});
