import { requiredMethods } from '../rules/chains.ts';
import { mechanismOf, presentedMechanisms } from '../rules/requests.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-049'],
  how: 'Where somebody stands behind the request by a code or refresh token, any part of the chain is enough.',
  rules: {
    requiredMethods(client, request) {
      const required = requiredMethods(client, request);
      const presented = presentedMechanisms(request);
      const shown = required.filter((method) => presented.includes(mechanismOf[method]));
      const granted = request.form.has('code') || request.form.has('refresh_token');
      return granted && shown.length > 0 ? shown : required;
    },
  },
});
