import { parametersOf } from '../rules/requests.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-040'],
  how: 'An assertion is read from the URI where the body holds none, for it is no secret that could leak.',
  rules: {
    parametersOf(sent) {
      const form = parametersOf(sent);
      for (const [name, value] of new URLSearchParams(sent.query)) {
        if (name.startsWith('client_assertion') && form && !form.has(name)) form.set(name, value);
      }
      return form;
    },
  },
});
