import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-038'],
  how: 'Of a parameter that is repeated the first value counts, and a proxy may have looked at the last.',
  rules: {
    parametersOf: ({ body }) =>
      new Map([...new URLSearchParams(body)].filter(([, value]) => value).reverse()),
  },
});
