import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-038'],
  how: 'Of a parameter that is repeated the last value counts, as in most form parsers.',
  rules: { parametersOf: ({ body }) => new Map([...new URLSearchParams(body)].filter(([, value]) => value)) },
});
