import { signatureFailure } from '../rules/signatures.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-005'],
  alsoBreaks: ['CA-050'],
  how: 'What the header calls unsigned needs no signature, whatever is registered (CVE-2015-9235).',
  rules: {
    signatureFailure: async (assertion, method, client, rules) =>
      assertion.header.alg === 'none' ? undefined : signatureFailure(assertion, method, client, rules),
  },
});
