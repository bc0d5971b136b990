import { requiredMethods } from '../rules/chains.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-053'],
  how: 'A token_endpoint_auth_method in the request picks the one method of the chain that is wanted.',
  rules: {
    requiredMethods(client, request) {
      const required = requiredMethods(client, request);
      const wished = request.form.get('token_endpoint_auth_method');
      return required.some((method) => method === wished)
        ? required.filter((method) => method === wished)
        : required;
    },
  },
});
