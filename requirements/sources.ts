import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { InvalidFile, readYaml } from './yaml-file.ts';

const text = z.string().min(1);

export const SourceEntry = z.strictObject({
  id: text.describe('How its citations begin: `RFC 7523` in `RFC 7523 §3 item 7`.'),
  title: text,
  version: text,
  framework: z
    .enum(['rfc', 'openid', 'asvs', 'nist', 'owasp', 'soc2', 'iso27001', 'gdpr', 'seeds'])
    .exactOptional(),
  link: text
    .exactOptional()
    .describe('Where to read a clause: a URI template of clause, section, anchor, article and page.'),
  pages: z
    .record(z.string(), text)
    .exactOptional()
    .describe('What {page} becomes, by the beginning of the clause.'),
  provenance: z
    .enum(['read', 'excerpt', 'not re-read'])
    .describe(
      'Whether the cited clauses were looked up in the source, in excerpts of it, or come from memory.',
    ),
  note: text.exactOptional(),
});

/** One cited source, as sources.yaml describes it. */
export type Source = z.output<typeof SourceEntry>;

const SourcesFile = z.strictObject({ sources: z.array(SourceEntry).min(1) });

/** `RFC 7523 §3 item 7` taken apart: the source `RFC 7523`, the clause `§3 item 7`, and where to read it, if public. */
export interface Citation {
  source: Source;
  clause: string;
  url: string | undefined;
}

export interface Sources {
  sources: readonly Source[];
  /** Undefined where the citation begins with no known source. */
  sourceOf(citation: string): Citation | undefined;
}

/** Reads sources.yaml of a registry's folder. @throws {InvalidFile} */
export async function loadSources(folder = builtInFolder()): Promise<Sources> {
  const { value, problem } = await readYaml(join(folder, 'sources.yaml'), SourcesFile);
  const ids = value.sources.map(({ id }) => id);
  InvalidFile.throwIfAny(
    ids.flatMap((id, index) =>
      ids.indexOf(id) < index
        ? [problem(['sources', index, 'id'], `the source "${id}" is listed twice`)]
        : [],
    ),
  );
  return { sources: value.sources, sourceOf: (citation) => takeApart(citation, value.sources) };
}

/** The folder of our own registry: beside this module, or at the top of the package when this runs from dist/. */
export function builtInFolder(): string {
  const beside = import.meta.dirname;
  return existsSync(join(beside, 'sources.yaml')) ? beside : join(beside, '..', '..', 'requirements');
}

function takeApart(citation: string, sources: readonly Source[]): Citation | undefined {
  const [source] = sources
    .filter(({ id }) => citation.startsWith(id) && !/^[\w.]/.test(citation.slice(id.length)))
    .sort((a, b) => b.id.length - a.id.length);
  if (!source) return undefined;
  const clause = citation.slice(source.id.length).replace(/^[\s:-]+/, '');
  return { source, clause, url: urlOf(source, clause) };
}

/** Fills the link as a URI template (RFC 6570): `{#anchor}` vanishes where the citation names no section. */
function urlOf({ link, pages = {} }: Source, clause: string): string | undefined {
  const section = /§([\d.]*\d)/.exec(clause)?.[1];
  const appendix = /Appendix ([A-Z])/.exec(clause)?.[1];
  const values: Record<string, string | undefined> = {
    clause,
    section,
    anchor: section ? `section-${section}` : appendix && `appendix-${appendix}`,
    article: /Art\. (\d+)/.exec(clause)?.[1],
    page: pageOf(pages, clause),
  };
  return link?.replace(/\{(#?)(\w+)\}/g, (_, hash: string, name: string) => {
    const value = values[name];
    return value ? `${hash}${encodeURI(value)}` : '';
  });
}

function pageOf(pages: Record<string, string>, clause: string): string | undefined {
  const [, page] = Object.entries(pages).find(([beginning]) => clause.startsWith(beginning)) ?? [];
  return page;
}
