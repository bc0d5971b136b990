import { requiredMethods } from '../rules/chains.ts';
import { mechanismOf, presentedMechanisms } from '../rules/requests.ts';
import { mutant } from './mutant.ts';

const remembered = new Set<string>();

export default mutant({
  breaks: ['CA-049'],
  alsoBreaks: ['CA-050', 'CA-053'],
  how: 'Who has presented the whole chain is remembered, and needs only a part of it from then on.',
  onlyInPlace: true,
  rules: {
    requiredMethods(client, request) {
      const required = requiredMethods(client, request);
      const presented = presentedMechanisms(request);
      const shown = required.filter((method) => presented.includes(mechanismOf[method]));
      if (shown.length === required.length) remembered.add(client.id);
      return remembered.has(client.id) && shown.length > 0 ? shown : required;
    },
  },
});
