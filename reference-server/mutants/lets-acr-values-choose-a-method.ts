import { requiredMethods } from '../rules/chains.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-053'],
  how: 'acr_values in the request picks the methods of the chain that are wanted.',
  rules: {
    requiredMethods(client, request) {
      const required = requiredMethods(client, request);
      const wished = (request.form.get('acr_values') ?? '').split(' ');
      const picked = required.filter((method) => wished.includes(method));
      return picked.length > 0 ? picked : required;
    },
  },
});
