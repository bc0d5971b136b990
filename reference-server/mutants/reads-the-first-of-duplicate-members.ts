import { parseAssertion } from '../rules/serialization.ts';
import { mutant } from './mutant.ts';

export default mutant({
  breaks: ['CA-031'],
  how: 'A parser of its own reads the first of two members of one name, where JSON.parse reads the last.',
  rules: {
    parseAssertion(text) {
      const assertion = parseAssertion(text);
      const [header, claims, signature, ...more] = text
        .split('.')
        .map((part) => Buffer.from(part, 'base64url'));
      if (assertion || !header || !claims || !signature || more.length > 0) return assertion;
      return { compact: text, header: firstMembers(header), claims: firstMembers(claims), signature };
    },
  },
});

function firstMembers(json: Buffer): Record<string, unknown> {
  const members = [...json.toString().matchAll(/("(?:[^"\\]|\\.)*")\s*:\s*("(?:[^"\\]|\\.)*"|[\d.]+)/g)];
  return Object.fromEntries(
    members.reverse().map(([, name = '', value = '']) => [JSON.parse(name), JSON.parse(value)]),
  );
}
