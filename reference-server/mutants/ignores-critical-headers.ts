import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-030'],
  alsoBreaks: ['CA-050'],
  how: 'The crit header is not read, so extensions that change what an assertion means go unseen.',
  rules: { criticalHeadersUnderstood: () => true },
});
