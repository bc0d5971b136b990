import { mutant } from './mutant.ts';

const otherTypes: unknown[] = ['at+jwt', 'dpop+jwt', 'logout+jwt', 'secevent+jwt', 'oauth-authz-req+jwt'];

export default mutant({
  breaks: ['CA-063'],
  how: 'A deny list holds other types as they are mostly written, so application/at+jwt passes.',
  rules: { typeAllowed: ({ typ }) => !otherTypes.includes(typ) },
});
