import { parseAssertion } from '../rules/serialization.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-031'],
  how: 'A parser of its own reads the first of two members of one name, where JSON.parse reads the last.',
  rules: {
    parseAssertion(text) {
      const [header = '', claims = '', ...rest] = text.split('.');
      const assertion = parseAssertion([firstMembers(header), firstMembers(claims), ...rest].join('.'));
      return assertion && { ...assertion, compact: text };
    },
  },
});

/** What repeats nothing is left as it is, however it is encoded. */
function firstMembers(segment: string): string {
  const json = Buffer.from(segment, 'base64url').toString('latin1');
  const names = new Set<string>();
  const member = /,?\s*("(?:[^"\\]|\\.)*")\s*:\s*("(?:[^"\\]|\\.)*"|[\d.]+)/g;
  const kept = json.replace(member, (whole, name) => {
    if (names.has(name)) return '';
    names.add(name);
    return whole;
  });
  return kept === json ? segment : Buffer.from(kept, 'latin1').toString('base64url');
}
