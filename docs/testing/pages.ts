import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '../..');

/** The pages that people read, by their path from the root. */
export const pages = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md', { cwd: root }).sort()];

export const readPage = (page: string) => readFileSync(join(root, page), 'utf8');

/** A fenced block. What follows its language tells the test what to do with it: ```` ```ts file=a/b.ts ````. */
export type Block = { lang: string; info: Record<string, string>; text: string };

export function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(/^```(\w+) ?(.*)\n([\s\S]*?)^```$/gm)].map(
    ([, lang = '', info = '', text = '']) => ({
      lang,
      info: Object.fromEntries(
        [...info.matchAll(/([\w-]+)(?:=(?:"([^"]*)"|(\S+)))?/g)].map(([, key, quoted, bare]) => [
          key,
          quoted ?? bare ?? '',
        ]),
      ),
      text,
    }),
  );
}

/** The commands of the shell blocks, a line each; comments and continuations are resolved. */
export function commandsOf(markdown: string): string[] {
  return blocksOf(markdown)
    .filter(({ lang }) => lang === 'sh')
    .flatMap(({ text }) => text.replaceAll('\\\n', ' ').split('\n'))
    .flatMap((line) => line.replace(/(^| )#.*$/, '').split(/ (?:&&|\|\|?|;) /))
    .map((command) => command.trim())
    .filter((command) => command !== '');
}

/** Targets of links and images, code left out. */
export function linksOf(markdown: string): string[] {
  const prose = markdown.replaceAll(/^```[\s\S]*?^```$/gm, '').replaceAll(/`[^`\n]*`/g, 'code');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
}

/** The anchors that GitHub gives the headings of a page. */
export function anchorsOf(markdown: string): string[] {
  return [...markdown.replaceAll(/^```[\s\S]*?^```$/gm, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
