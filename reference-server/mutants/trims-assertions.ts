import { parseAssertion } from '../rules/serialization.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-035'],
  how: 'White space around an assertion is taken off.',
  rules: { parseAssertion: (text) => parseAssertion(text.trim()) },
});
