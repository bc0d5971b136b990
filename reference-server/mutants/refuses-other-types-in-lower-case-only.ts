import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-063'],
  how: 'Types of other tokens are refused as they are usually written, and in no other letter case.',
  rules: {
    typeAllowed: ({ typ }) =>
      typeof typ !== 'string' ||
      !/^(application\/)?(at|dpop|logout|secevent|oauth-authz-req)\+jwt$/.test(typ),
  },
});
