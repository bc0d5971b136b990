import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';

/** What a document breaks of the JSON Schema in a file, as somebody finds it who has nothing else of ours. */
export function openSchema(file: URL): (document: unknown) => ErrorObject[] {
  // Formats are annotations unless a validator is told otherwise; the patterns beside them say the same.
  const ajv = new Ajv2020({ allErrors: true, validateFormats: false, allowUnionTypes: true });
  const validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')));
  return (document) => (validate(document) ? [] : [...(validate.errors ?? [])]);
}
