import { RequestRefused } from '../errors.ts';
import { refusalOf } from '../rules/refusals.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-048'],
  how: 'What is wrong with a request is answered as plain text.',
  rules: {
    refusalOf(error) {
      const { headers, ...refusal } = refusalOf(error);
      const isOfTheRequest = error instanceof RequestRefused;
      return { ...refusal, headers: isOfTheRequest ? { ...headers, 'Content-Type': 'text/plain' } : headers };
    },
  },
});
