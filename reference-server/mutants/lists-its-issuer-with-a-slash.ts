import { metadataOf } from '../rules/metadata.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-047'],
  how: 'The metadata name the issuer with a slash behind it, which no token and no target file has.',
  rules: {
    metadataOf: (issuer, registration) => ({ ...metadataOf(issuer, registration), issuer: `${issuer}/` }),
  },
});
