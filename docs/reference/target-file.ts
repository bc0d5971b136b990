import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { audienceNames, clientAuthMethods } from '../../suites/harness/target/description.ts';
import { hmacAlgorithms, keyAlgorithms } from '../../suites/harness/target/key-fit.ts';

const command = 'node docs/reference/target-file.ts --write';
const schemaFile = join(import.meta.dirname, '../../suites/harness/target/target.schema.json');
const page = join(import.meta.dirname, 'target-file.md');

type Schema = {
  type?: string | string[];
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  not?: object;
  minimum?: number;
  maximum?: number;
};

/** Lists of values that many keys share. */
const named: Record<string, readonly string[]> = {
  method: clientAuthMethods,
  algorithm: [...keyAlgorithms, ...hmacAlgorithms],
  audience: audienceNames,
};

/** One line of a table, at the path of the key; `later` where this version refuses the key. */
type Row = { path: string; type: string; fallback: string; meaning: string; later: boolean };

const intro = `A target file tells authproof where a system is, which clients it knows and what it promises. It is YAML; how to write one
is in [Test your server](../how-to/test-your-server.md).

- An unknown key, a wrong type or a missing file is an error with file, line and the expected value; the command exits 2.
- \`text\` may hold variables: \`{{baseUrl}}\`, \`{{issuer}}\`, and with \`launch\` also \`{{runDir}}\`, \`{{clockFile}}\` and what
  \`start()\` answers.
- \`file\` is \`{ file: PATH }\`, relative to the target file: secrets and keys never stand in the target file itself. One
  trailing newline is dropped; \`{ file: PATH, raw: true }\` keeps it.
- ${Object.entries(named)
  .map(([name, values]) => `\`${name}\` is one of ${listOf(values)}.`)
  .join('\n- ')}
- Without \`oauth.grant\` the request that probes a client is \`client_credentials\`.
- An editor that knows JSON Schema completes the keys when the file begins with
  \`# yaml-language-server: $schema=…/suites/harness/target/target.schema.json\`.

[Every key in one file](../../suites/harness/target/test-data/every-key/target.yaml) shows them at work.`;

/** The page, made from the published schema. */
export async function targetFilePage(): Promise<string> {
  const schema: Schema = JSON.parse(await readFile(schemaFile, 'utf8'));
  const rows = withoutRepeats(rowsOf(schema, ''));
  const sections = ['', 'oauth', 'oauth.endpoints', 'oauth.clients[]', 'capabilities', 'profile'];
  const tables = sections.map((section) => {
    const own = rows.filter(({ path, later }) => !later && sectionOf(path, sections) === section);
    return `## ${section === '' ? 'Top level' : `\`${section}\``}\n\n${table(own)}`;
  });
  const later = rows.filter((row) => row.later).map(({ path }) => `\`${path}\``);
  return `${[
    `<!-- Generated from suites/harness/target/target.schema.json by \`${command}\`; do not edit. -->`,
    '# Target file',
    intro,
    ...tables,
    '## Keys of later versions',
    `Reserved, and refused until a version can honour them: ${later.join(', ')}.`,
  ].join('\n\n')}\n`;
}

/** The longest section that the key is inside of, so that a section's own key stands with its parent. */
function sectionOf(path: string, sections: readonly string[]): string {
  return sections.findLast((section) => section === '' || path.startsWith(`${section}.`)) ?? '';
}

/** The endpoints all have the same keys: those are shown once. */
function withoutRepeats(rows: readonly Row[]): Row[] {
  const general = rows.map((row) => ({
    ...row,
    path: row.path.replace(/^(oauth\.endpoints)\.\w+\./, '$1.*.'),
  }));
  const shared = general.filter(
    ({ path }, index) => path.includes('*') && general.findIndex((row) => row.path === path) === index,
  );
  return [...general.filter(({ path }) => !path.includes('*')), ...shared];
}

function rowsOf(schema: Schema, parent: string, remark = ''): Row[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, value]) => {
    const path = parent === '' ? key : `${parent}.${key}`;
    const described = value.description ?? '';
    const row: Row = {
      path,
      type: typeOf(value),
      fallback: schema.required?.includes(key)
        ? 'required'
        : (/([\w-]+) where nothing is said/.exec(described)?.[1] ?? ''),
      meaning: remark + described,
      later: value.not !== undefined,
    };
    return [row, ...rowsBelow(value, path)];
  });
}

function rowsBelow(value: Schema, path: string): Row[] {
  if (isFile(value)) return [];
  if (value.oneOf) {
    return value.oneOf.flatMap((one) => rowsOf(one, path, `With \`kind: ${one.properties?.kind?.const}\`: `));
  }
  if (value.items) return rowsOf(value.items, `${path}[]`);
  return [value, ...(value.anyOf ?? [])].flatMap((one) => rowsOf(one, path));
}

/** In the words of the person who writes the YAML. */
function typeOf(schema: Schema): string {
  const { type, anyOf, oneOf, items, minimum, maximum } = schema;
  if (schema.not) return '';
  if (isFile(schema)) return 'file';
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.enum) return enumeration(schema.enum.map(String));
  if (anyOf ?? oneOf) return [...new Set((anyOf ?? oneOf ?? []).map(typeOf))].join(', or ');
  if (type === 'array') return `list of ${typeOf(items ?? {})}`;
  if (type === 'integer') return `whole number${rangeOf(minimum, maximum)}`;
  return { string: 'text', boolean: '`true` or `false`', object: 'map' }[String(type)] ?? '';
}

function enumeration(values: readonly string[]): string {
  const [name, known = []] =
    Object.entries(named).find(([, all]) => all.every((value) => values.includes(value))) ?? [];
  const others = values.filter((value) => !known.includes(value));
  return [...(name ? [`\`${name}\``] : []), ...others.map((value) => `\`${value}\``)].join(', ');
}

function listOf(values: readonly string[]): string {
  return values.map((value) => `\`${value}\``).join(', ');
}

function rangeOf(minimum: number | undefined, maximum = Number.MAX_SAFE_INTEGER): string {
  if (minimum === undefined) return '';
  return maximum === Number.MAX_SAFE_INTEGER ? ` from ${minimum}` : `, ${minimum} to ${maximum}`;
}

const isFile = ({ properties }: Schema) => Object.keys(properties ?? {}).join() === 'file,raw';

function table(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ path, type, fallback, meaning }) =>
      `| \`${path}\` | ${[type, fallback, meaning].map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`,
  );
  return ['| key | type | default | meaning |', '| --- | --- | --- | --- |', ...lines].join('\n');
}

if (import.meta.main && process.argv.includes('--write')) await writeFile(page, await targetFilePage());
