import { visible } from '../words.ts';

/** Text that is already HTML. Everything else is escaped when it is put into a template. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

export type Content = Markup | string | number | null | readonly Content[];

/** `html\`<p>${text}</p>\``: what is inserted is escaped unless it is markup; lists are joined, null is nothing. */
export function html(parts: TemplateStringsArray, ...contents: Content[]): Markup {
  return new Markup(
    parts.reduce((text, part, index) => text + toHtmlText(contents[index - 1] ?? null) + part),
  );
}

function toHtmlText(content: Content): string {
  if (content === null) return '';
  if (content instanceof Markup) return content.text;
  if (typeof content === 'object') return content.map(toHtmlText).join('');
  return visible(String(content))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** Any text as one part of an address; half a surrogate pair has no encoding. */
export function addressPart(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
