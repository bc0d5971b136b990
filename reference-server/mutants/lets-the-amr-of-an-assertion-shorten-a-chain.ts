import { requiredMethods } from '../rules/chains.ts';
import { parseAssertion } from '../rules/serialization.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-053'],
  how: 'An assertion that says by its amr claim how the client authenticates is asked for nothing else.',
  rules: {
    requiredMethods(client, request) {
      const required = requiredMethods(client, request);
      const { amr } = parseAssertion(request.form.get('client_assertion') ?? '')?.claims ?? {};
      const wished = required.filter((method) => Array.isArray(amr) && amr.includes(method));
      return wished.length > 0 ? wished : required;
    },
  },
});
