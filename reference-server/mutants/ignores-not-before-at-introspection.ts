import { mutant } from './mutant.ts';
import { callerWith } from './parts/caller-with.ts';

export default mutant({
  breaks: ['CA-020'],
  alsoBreaks: ['CA-050'],
  how: 'Introspection takes assertions that begin at any time.',
  rules: {
    callerOfIntrospection: callerWith(
      (_, { claims }) => claims?.nbf !== undefined,
      ({ notYetValid }) => ({ notYetValid: ({ iat }, now) => notYetValid({ iat }, now) }),
    ),
  },
});
