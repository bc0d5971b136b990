import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-055'],
  how: 'A token names its client in lower case, which may be another client.',
  rules: { tokenClientId: ({ id }) => id.toLowerCase() },
});
