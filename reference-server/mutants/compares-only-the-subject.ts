import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-009'],
  alsoBreaks: ['CA-050'],
  how: 'The subject names the client and the issuer is not looked at.',
  rules: { clientNamedBy: ({ sub }) => (typeof sub === 'string' ? sub : undefined) },
});
