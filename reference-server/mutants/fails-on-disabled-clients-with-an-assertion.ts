import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-062'],
  how: 'A disabled client that sends an assertion is not found where its key is looked up, which is answered with 500 server_error.',
  rules: {
    clientEnabled({ enabled, method }) {
      if (!enabled && method.endsWith('_jwt')) throw new Error('the client of this assertion has no key');
      return enabled;
    },
  },
});
