import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-055'],
  how: 'Tokens for clients that send their secret in the body name one account that these clients share.',
  rules: { tokenClientId: ({ id, method }) => (method === 'client_secret_post' ? 'shared' : id) },
});
