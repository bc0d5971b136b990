import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-011'],
  alsoBreaks: ['CA-051'],
  how: 'The client_id parameter beside an assertion is not compared with the client that signed it.',
  rules: { clientIdParameterMatches: () => true },
});
