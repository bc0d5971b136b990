import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-009'],
  alsoBreaks: ['CA-033'],
  how: 'The issuer names the client and the subject is not looked at.',
  rules: { clientNamedBy: ({ iss }) => (typeof iss === 'string' ? iss : undefined) },
});
