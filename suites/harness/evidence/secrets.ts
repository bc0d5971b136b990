import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import type { JWK } from 'jose';
import { type Reading, readings } from './readings.ts';

/** Shorter values are not secrets: masking them would hide ordinary text. */
const shortest = 4;

type Secret = { kind: string; text: string; bytes: Uint8Array };
/** Characters `[from, to)` of a text that a secret was read from. */
type Span = { from: number; to: number; secret: Secret };

/**
 * Every secret the harness made or received. Masks each, in every encoding it may travel in, as `‹kind:fingerprint›`.
 * The fingerprint is an HMAC under a key of the run: equality stays visible, a six-digit code can't be guessed back.
 */
export class SecretRegistry {
  readonly #key = createSecretKey(randomBytes(32));
  readonly #known = new Set<string>();
  /** By their last four bytes: tokens of a kind begin alike, and end each in its own way. Longest first. */
  readonly #byTail = new Map<number, Secret[]>();
  /** Whether a secret has a ‹ or › in it; any other breaks off at a mask. */
  #knowsMaskSigns = false;
  /** Which hashes of a tail are taken, so that most places of a text are passed over at once. */
  readonly #tails = new Uint8Array(1 << hashBits);
  /** What was masked since a secret was added last: exchanges repeat most of what stands in them. */
  readonly #masked = new Map<string, string>();

  /** Returns the value, so that a secret can be registered where it is read. */
  add(kind: string, value: string): string {
    const known = value.toWellFormed();
    if (value.length < shortest || this.#known.has(known)) return value;
    this.#known.add(known);
    this.#masked.clear();
    this.#knowsMaskSigns ||= /[‹›]/.test(known);
    // Forms write a space as a plus; the rest of their encoding is undone.
    for (const written of new Set([known, known.replaceAll(' ', '+')])) {
      this.#index({ kind, text: known, bytes: Buffer.from(written) });
    }
    return value;
  }

  /** The private members of a key (RFC 7518 §6). */
  addKey(jwk: JWK): void {
    for (const name of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'] as const) this.add('key', jwk[name] ?? '');
  }

  /** The text with every known secret masked. */
  redact(text: string): string {
    const known = this.#masked.get(text);
    if (known !== undefined) return known;
    const masked = this.#mask(text);
    this.#masked.set(text, masked);
    return masked;
  }

  #mask(text: string): string {
    const spans = this.#find(text);
    if (spans.length === 0) return text;
    let out = '';
    let kept = 0;
    for (const { from, to, secret } of spans) {
      out += text.slice(kept, Math.max(kept, from)) + this.#maskOf(secret);
      kept = Math.max(kept, to);
    }
    out += text.slice(kept);
    if (!this.#knowsMaskSigns || this.#find(out).length === 0) return out;
    // The masks and what stands around them spell a secret out.
    return this.#maskOf({ kind: 'text', text });
  }

  /** Masks every string and number of a JSON value, member names included. */
  redactJson<T>(value: T): T {
    return JSON.parse(JSON.stringify(value), (_, member) => {
      if (typeof member === 'string') return this.redact(member);
      if (typeof member === 'number') return this.#redactNumber(member);
      if (member === null || typeof member !== 'object' || Array.isArray(member)) return member;
      return Object.fromEntries(Object.entries(member).map(([name, inner]) => [this.redact(name), inner]));
    });
  }

  #redactNumber(number: number): number | string {
    const text = String(number);
    const redacted = this.redact(text);
    return redacted === text ? number : redacted;
  }

  #index(secret: Secret): void {
    const tail = Buffer.from(secret.bytes.subarray(-shortest)).readInt32BE();
    const others = this.#byTail.get(tail) ?? [];
    this.#byTail.set(
      tail,
      [...others, secret].sort((a, b) => b.bytes.length - a.bytes.length),
    );
    this.#tails[hashOf(tail)] = 1;
  }

  #sign(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest('hex');
  }

  /** The mask, unless a secret happens to stand in it: then the next fingerprint, without the kind. */
  #maskOf({ kind, text }: Pick<Secret, 'kind' | 'text'>): string {
    const fingerprints = this.#sign(text).match(/.{8}/g) ?? [];
    const masks = [`‹${kind}:${fingerprints[0]}›`, ...fingerprints.map((one) => `‹${one}›`)];
    return masks.find((mask) => this.#find(mask).length === 0) ?? '‹›';
  }

  /** Where secrets stand, in order; of two that begin alike or lie in each other only the longer. */
  #find(text: string): Span[] {
    if (this.#known.size === 0) return [];
    const found: Span[] = [];
    for (const reading of readings(text)) this.#findIn(reading, found);
    found.sort((a, b) => a.from - b.from || b.to - a.to);
    let reach = -1;
    return found.filter(({ to }) => {
      if (to <= reach) return false;
      reach = to;
      return true;
    });
  }

  #findIn({ length, bytes, from, to }: Reading, found: Span[]): void {
    let tail = 0;
    for (let last = 0; last < length; last++) {
      tail = (tail << 8) | (bytes[last] ?? 0);
      if (this.#tails[hashOf(tail)] === 0) continue;
      for (const secret of this.#byTail.get(tail) ?? []) {
        const at = last + 1 - secret.bytes.length;
        if (stands(secret.bytes, bytes, at)) found.push({ from: from[at] ?? 0, to: to[last] ?? 0, secret });
      }
    }
  }
}

const hashBits = 18;
const hashOf = (tail: number) => Math.imul(tail, 0x9e3779b1) >>> (32 - hashBits);

function stands(wanted: Uint8Array, bytes: Uint8Array, at: number): boolean {
  if (at < 0) return false;
  for (let i = 0; i < wanted.length; i++) if (bytes[at + i] !== wanted[i]) return false;
  return true;
}
