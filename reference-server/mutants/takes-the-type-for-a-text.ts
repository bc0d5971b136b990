import { typeAllowed } from '../rules/claims.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-035'],
  how: 'typ is put into lower case as the text it should be, so an object in its place is a fault of the server.',
  rules: {
    typeAllowed: ({ typ, ...header }) =>
      typeAllowed(typ === undefined ? header : { ...header, typ: (typ as string).toLowerCase() }),
  },
});
