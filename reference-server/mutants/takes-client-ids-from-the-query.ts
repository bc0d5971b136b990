import { parametersOf } from '../rules/requests.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-040'],
  how: 'The client identifier is looked for in the query where the body has none.',
  rules: {
    parametersOf({ body, query }) {
      const parameters = parametersOf({ body, query });
      const named = new URLSearchParams(query).get('client_id');
      if (named && parameters && !parameters.has('client_id')) parameters.set('client_id', named);
      return parameters;
    },
  },
});
