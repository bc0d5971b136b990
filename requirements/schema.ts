import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AreaFile } from './area-file.ts';

const command = 'node requirements/schema.ts --write';

/** The text of requirements.schema.json, which editors use to complete and check an area file. */
export function schemaText(): string {
  const $comment = `Generated from requirements/area-file.ts by \`${command}\`; do not edit.`;
  return `${JSON.stringify({ $comment, ...z.toJSONSchema(AreaFile, { io: 'input' }) }, null, 2)}\n`;
}

if (import.meta.main && process.argv.includes('--write')) {
  await writeFile(join(import.meta.dirname, 'requirements.schema.json'), schemaText());
}
