import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-063'],
  how: 'A deny list holds the type of access tokens and of nothing else.',
  rules: { typeAllowed: ({ typ }) => typ !== 'at+jwt' },
});
