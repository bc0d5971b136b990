import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-055'],
  how: 'The grant types of a client are kept, and never asked for.',
  rules: { grantAllowed: ({ method }) => method !== 'none' },
});
