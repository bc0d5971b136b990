import { parametersOf } from '../rules/requests.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-038'],
  how: 'A parameter is repeated where it comes twice, and more often is not counted.',
  rules: {
    parametersOf({ body, query }) {
      const sent = [...new URLSearchParams(body)];
      const names = [...new Set(sent.map(([name]) => name))];
      const often = names.filter((name) => sent.filter(([other]) => other === name).length > 2);
      const once = sent.filter(
        ([name], index) => !often.includes(name) || sent.findIndex(([one]) => one === name) === index,
      );
      return parametersOf({ body: new URLSearchParams(once).toString(), query });
    },
  },
});
