import { requiredMethods } from '../rules/chains.ts';
import { mechanismOf, presentedMechanisms } from '../rules/requests.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-049'],
  alsoBreaks: ['CA-053'],
  how: 'The token endpoint wants the whole chain, the others any method of it.',
  rules: {
    requiredMethods(client, request) {
      const required = requiredMethods(client, request);
      if (request.form.has('grant_type')) return required;
      const presented = presentedMechanisms(request);
      return required.filter((method) => presented.includes(mechanismOf[method]));
    },
  },
});
