import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-030'],
  alsoBreaks: ['CA-050'],
  how: 'What crit names must be there, and whether anybody understands it is not asked.',
  rules: {
    criticalHeadersUnderstood: (header) =>
      !('b64' in header) && [header.crit ?? []].flat().every((name) => String(name) in header),
  },
});
