import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { KnownFailuresFile } from './known-failures.ts';
import { TargetFile } from './target-file.ts';

const command = 'node suites/harness/target/schema.ts --write';

/** The published schemas by file name, as text; editors use them to complete and check what a person writes. */
export function schemaTexts(): Record<string, string> {
  return {
    'target.schema.json': toText('target-file.ts', TargetFile),
    'known-failures.schema.json': toText('known-failures.ts', KnownFailuresFile),
  };
}

function toText(source: string, schema: z.ZodType): string {
  const $comment = `Generated from suites/harness/target/${source} by \`${command}\`; do not edit.`;
  // Keys of a later version are no JSON type; their description says `not: {}`.
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return `${JSON.stringify({ $comment, ...json }, null, 2)}\n`;
}

if (import.meta.main && process.argv.includes('--write')) {
  for (const [name, text] of Object.entries(schemaTexts())) {
    await writeFile(join(import.meta.dirname, name), text);
  }
}
