import { randomUUID } from 'node:crypto';
import { identifierOf } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-022'],
  how: 'What is signed by HS384 or HS512 counts as new each time.',
  rules: {
    identifierOf(assertion) {
      const identifier = identifierOf(assertion);
      const isOfLonger = ['HS384', 'HS512'].includes(String(assertion.header.alg));
      return identifier !== undefined && isOfLonger ? randomUUID() : identifier;
    },
  },
});
