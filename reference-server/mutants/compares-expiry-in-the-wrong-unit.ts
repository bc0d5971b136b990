import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-018'],
  alsoBreaks: ['CA-050'],
  how: 'exp is converted to milliseconds and compared with seconds, so nothing ever expires.',
  rules: {
    isExpired: ({ exp }, now) => typeof exp !== 'number' || exp * 1000 < now / 1000,
  },
});
