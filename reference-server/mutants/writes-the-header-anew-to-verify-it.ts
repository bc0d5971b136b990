import { signatureVerifies } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-004'],
  how: 'The signature is verified over the header as the server would write it, and not as it was sent.',
  rules: {
    signatureVerifies(assertion, alg, key) {
      const header = Buffer.from(JSON.stringify(assertion.header)).toString('base64url');
      const rest = assertion.compact.slice(assertion.compact.indexOf('.'));
      return signatureVerifies({ ...assertion, compact: `${header}${rest}` }, alg, key);
    },
  },
});
