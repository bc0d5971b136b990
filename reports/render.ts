import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toHtml } from './html/to-html.ts';
import { toJUnit } from './junit.ts';
import { toMarkdown } from './markdown.ts';
import { type EvidenceOf, evidenceIn, readRun } from './run-folder.ts';
import type { RunReport } from './run-report.ts';

interface Renderer {
  readonly file: string;
  readonly render: (report: RunReport, evidenceOf: EvidenceOf) => string;
}

const renderers = {
  json: { file: 'report.json', render: (report) => `${JSON.stringify(report, null, 2)}\n` },
  junit: { file: 'junit.xml', render: toJUnit },
  markdown: { file: 'summary.md', render: toMarkdown },
  html: { file: 'report.html', render: toHtml },
} satisfies Record<string, Renderer>;

/** What `--format` takes. */
export type Format = keyof typeof renderers;
export const formats = Object.keys(renderers) as Format[];

/**
 * Renders the run in this folder into it and returns its report. Each file appears whole or not at all.
 * @throws NoRun, NotOfTheFormat, CutShort, NotResults
 */
export async function renderRun(runFolder: string, wanted: readonly Format[] = formats): Promise<RunReport> {
  const report = await readRun(runFolder);
  const evidenceOf = evidenceIn(runFolder);
  for (const format of wanted) {
    const { file, render }: Renderer = renderers[format];
    await writeWhole(join(runFolder, file), render(report, evidenceOf));
  }
  return report;
}

async function writeWhole(file: string, text: string): Promise<void> {
  const unfinished = `${file}.${process.pid}.unfinished`;
  try {
    await writeFile(unfinished, text.toWellFormed(), { flush: true });
    await rename(unfinished, file);
  } finally {
    await rm(unfinished, { force: true });
  }
}
