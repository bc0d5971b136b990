import { parametersOf } from '../rules/requests.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-040'],
  how: 'The parameters of the URI and those of the body are merged into one form.',
  rules: {
    parametersOf: ({ body, query }) =>
      parametersOf({ body: [query, body].filter(Boolean).join('&'), query: '' }),
  },
});
