import { createHash } from 'node:crypto';
import { identifierOf } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-022'],
  alsoBreaks: ['CA-025'],
  how: 'What is remembered is the whole assertion, so the same jti signed again with other claims passes.',
  rules: {
    identifierOf: (assertion) =>
      identifierOf(assertion) && createHash('sha256').update(assertion.compact).digest('base64url'),
  },
});
