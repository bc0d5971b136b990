import { createHmac, randomBytes } from 'node:crypto';

/** Shorter values are not secrets: masking them would hide ordinary text. */
const shortest = 4;

/**
 * Every secret the harness made or received. Masks each, in every encoding it may travel in, as `‹kind:fingerprint›`.
 * The fingerprint is an HMAC under a key of the run: equality stays visible, a six-digit code can't be guessed back.
 */
export class SecretRegistry {
  readonly #key = randomBytes(32);
  readonly #known = new Map<string, string>();
  /** Encoded forms by their first characters, longest first. */
  readonly #forms = new Map<string, { form: string; mask: string }[]>();

  /** Returns the value, so that a secret can be registered where it is read. */
  add(kind: string, value: string): string {
    if (value.length < shortest || this.#known.has(value)) return value;
    const mask = `‹${kind}:${createHmac('sha256', this.#key).update(value).digest('hex').slice(0, 8)}›`;
    this.#known.set(value, mask);
    for (const form of encodedForms(value)) {
      const head = form.slice(0, shortest);
      const others = this.#forms.get(head) ?? [];
      this.#forms.set(
        head,
        [...others, { form, mask }].sort((a, b) => b.form.length - a.form.length),
      );
    }
    return value;
  }

  /** The text with every known secret masked. */
  redact(text: string): string {
    let out = '';
    let kept = 0;
    for (let at = 0; at + shortest <= text.length; at++) {
      const hit = this.#forms
        .get(text.slice(at, at + shortest))
        ?.find(({ form }) => text.startsWith(form, at));
      if (!hit) continue;
      out += text.slice(kept, at) + hit.mask;
      at += hit.form.length - 1;
      kept = at + 1;
    }
    return out + text.slice(kept);
  }

  /** Masks every string of a JSON value, member names included. */
  redactJson<T>(value: T): T {
    return JSON.parse(JSON.stringify(value), (_, member) => {
      if (typeof member === 'string') return this.redact(member);
      if (member === null || typeof member !== 'object' || Array.isArray(member)) return member;
      return Object.fromEntries(Object.entries(member).map(([name, inner]) => [this.redact(name), inner]));
    });
  }
}

/** A value as it is, percent- and form-encoded, in hex, and in base64 at each alignment inside a longer text. */
export function encodedForms(value: string): Set<string> {
  const bytes = Buffer.from(value);
  const percent = encodeURIComponent(value.toWellFormed());
  const form = new URLSearchParams({ '': value }).toString().slice(1);
  const forms = [value, percent, form, percent.replaceAll('%20', '+'), bytes.toString('hex')];
  for (const encoded of [percent, form]) forms.push(encoded.replace(/%../g, (hex) => hex.toLowerCase()));
  forms.push(bytes.toString('hex').toUpperCase());
  for (const lead of [0, 1, 2]) {
    const base64 = Buffer.concat([Buffer.alloc(lead), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // The first and last characters also carry bits of the neighbours.
    const stable = base64.slice(Math.ceil((lead * 8) / 6), Math.floor(((lead + bytes.length) * 8) / 6));
    forms.push(stable, stable.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return new Set(forms.filter((form) => form.length >= shortest));
}
