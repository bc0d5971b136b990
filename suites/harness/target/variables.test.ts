import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillVariables } from './variables.ts';

const name = fc.stringMatching(/^[A-Za-z][\w.-]{0,8}$/);
const plain = fc.string().filter((text) => !text.includes('{'));
/** Values that would be read again or as a replacement pattern, if they were. */
const value = fc.oneof(fc.string(), fc.constantFrom('{{a}}', '{{', '}}', '$&', '$1', '$$', "$'"));
const variables = fc.dictionary(name, value, { minKeys: 1 });

const refuse = (path: unknown, message: string): never => {
  throw new Error(`${JSON.stringify(path)} ${message}`);
};

test('each variable is replaced by its value, once, wherever it stands', () => {
  const scene = variables.chain((known) =>
    fc.record({
      known: fc.constant(known),
      parts: fc.array(
        fc.oneof(
          plain.map((text) => ({ text })),
          fc.constantFrom(...Object.keys(known)).map((of) => ({ of })),
        ),
      ),
      padding: fc.constantFrom('', ' '),
    }),
  );
  fc.assert(
    fc.property(scene, ({ known, parts, padding }) => {
      const template = parts
        .map((part) => ('of' in part ? `{{${padding}${part.of}${padding}}}` : part.text))
        .join('');
      const filled = parts.map((part) => ('of' in part ? known[part.of] : part.text)).join('');
      expect(fillVariables({ list: [template], template }, known, refuse)).toEqual({
        list: [filled],
        template: filled,
      });
    }),
  );
});

test('what has no variable stays as it is', () => {
  const tree = fc.jsonValue().filter((json) => !JSON.stringify(json).includes('{{'));
  fc.assert(
    fc.property(tree, variables, (json, known) => {
      expect(fillVariables(json, known, refuse)).toEqual(json);
    }),
  );
});

test.for<[text: string, message: string]>([
  ['{{port}}', 'unknown variable "port"; known are baseUrl, runDir'],
  ['{{ }}', 'unknown variable ""; known are baseUrl, runDir'],
  ['{{toString}}', 'unknown variable "toString"; known are baseUrl, runDir'],
  ['{{baseUrl', 'a {{ without its }}'],
])('%s is reported with its path', ([text, message]) => {
  const found: unknown[] = [];
  fillVariables({ a: ['', text] }, { baseUrl: 'x', runDir: 'y' }, (...problem) => found.push(problem));
  expect(found).toEqual([[['a', 1], message]]);
});
