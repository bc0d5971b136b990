import { tokenCaching } from '../rules/answers.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-048'],
  how: 'The answer to a refresh may be kept on the way.',
  rules: {
    tokenCaching: (grantType) => (grantType === 'refresh_token' ? 'private' : tokenCaching(grantType)),
  },
});
