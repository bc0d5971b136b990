import { RequestRefused } from '../errors.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-048'],
  how: 'The answer to a code that nobody knows says which code that was.',
  repositories: ({ authorizationCodes }) => ({
    authorizationCodes: {
      ...authorizationCodes,
      async find(code) {
        const found = await authorizationCodes.find(code);
        if (!found) throw new RequestRefused('invalid_grant', `There is no code ${code}.`);
        return found;
      },
    },
  }),
});
