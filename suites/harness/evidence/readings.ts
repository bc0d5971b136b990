/** Bytes that a text stands for in some encoding, and for each byte the characters it was read from: `[from, to)`. */
export type Reading = { bytes: Uint8Array; from: Int32Array; to: Int32Array };

/**
 * The text as it stands, in UTF-8, then with every encoding undone that a secret may travel in, two deep: base64 in a form,
 * form encoding in base64 (Basic credentials). Base64 or hex of base64 or hex is nobody's wire format, and would cost most.
 */
export function* readings(text: string): Generator<Reading> {
  const plain = plainly(text);
  yield plain;
  const unescaped = undone(plain, escapeDecoders);
  const recoded = undone(plain, alphabetDecoders);
  yield* unescaped;
  yield* recoded;
  for (const reading of unescaped) yield* undone(reading, [...escapeDecoders, ...alphabetDecoders]);
  for (const reading of recoded) yield* undone(reading, escapeDecoders);
}

function undone(reading: Reading, decoders: readonly Decoder[]): Reading[] {
  return decoders.flatMap((decode) => decode(reading) ?? []);
}

/** Null where there is nothing to decode. */
type Decoder = (encoded: Reading) => Reading | null;

function plainly(text: string): Reading {
  const bytes = Buffer.from(text);
  const out = new Writer(bytes.length);
  for (let i = 0, at = 0; i < text.length; ) {
    const code = text.codePointAt(i) ?? 0;
    const next = i + (code > 0xffff ? 2 : 1);
    const length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (const end = at + length; at < end; at++) out.put(bytes[at] ?? 0, i, next);
    i = next;
  }
  return out.reading();
}

class Writer {
  readonly #bytes: Uint8Array;
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  #length = 0;

  constructor(size: number) {
    this.#bytes = new Uint8Array(size);
    this.#from = new Int32Array(size);
    this.#to = new Int32Array(size);
  }

  put(byte: number, from: number, to: number): void {
    this.#bytes[this.#length] = byte;
    this.#from[this.#length] = from;
    this.#to[this.#length++] = to;
  }

  reading(): Reading {
    const length = this.#length;
    return {
      bytes: this.#bytes.subarray(0, length),
      from: this.#from.subarray(0, length),
      to: this.#to.subarray(0, length),
    };
  }
}

/** What the escape that begins at `at` stands for, and how many bytes it takes; null where none does. */
type EscapeAt = (bytes: Uint8Array, at: number) => { stands: Uint8Array; takes: number } | null;

/** A decoder of escapes that all begin with the same character. */
function escapes(sign: string, escapeAt: EscapeAt): Decoder {
  const first = sign.charCodeAt(0);
  return ({ bytes, from, to }) => {
    let next = bytes.indexOf(first);
    while (next >= 0 && !escapeAt(bytes, next)) next = bytes.indexOf(first, next + 1);
    if (next < 0) return null;
    const out = new Writer(bytes.length);
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      const hit = byte === first ? escapeAt(bytes, at) : null;
      if (!hit) {
        out.put(byte, from[at] ?? 0, to[at] ?? 0);
        continue;
      }
      const last = at + hit.takes - 1;
      for (const stands of hit.stands) out.put(stands, from[at] ?? 0, to[last] ?? 0);
      at = last;
    }
    return out.reading();
  };
}

const percentEscapes = escapes('%', (bytes, at) => {
  const byte = hexByte(bytes, at + 1);
  return byte < 0 ? null : { stands: Uint8Array.of(byte), takes: 3 };
});

const jsonEscapes = escapes('\\', (bytes, at) => {
  const [text] =
    /^\\(?:u[Dd][89ABab]..\\u[Dd][C-Fc-f]..|u[\dA-Fa-f]{4}|["\\/bfnrt])/.exec(ascii(bytes, at, 12)) ?? [];
  return text ? { stands: Buffer.from(parsed(text)), takes: text.length } : null;
});

function parsed(jsonText: string): string {
  try {
    return JSON.parse(`"${jsonText}"`);
  } catch {
    return jsonText; // a surrogate pair whose second half is no hex
  }
}

const htmlNames: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const htmlEscapes = escapes('&', (bytes, at) => {
  const found = /^&(?:#(\d{1,7})|#[Xx]([\dA-Fa-f]{1,6})|(amp|lt|gt|quot|apos));/.exec(ascii(bytes, at, 10));
  if (!found) return null;
  const [text, decimal, hexadecimal, name = ''] = found;
  const code = decimal ? Number(decimal) : Number.parseInt(hexadecimal ?? '', 16);
  const stands = htmlNames[name] ?? (code <= 0x10ffff ? String.fromCodePoint(code) : text);
  return { stands: Buffer.from(stands), takes: text.length };
});

const ascii = (bytes: Uint8Array, at: number, length: number) =>
  Buffer.from(bytes.subarray(at, at + length)).toString('latin1');

/** Every run of hex digits, read from its first and from its second digit. */
function hex({ bytes, from, to }: Reading): Reading | null {
  const found = runs(bytes, 8, hexDigit);
  if (found.length === 0) return null;
  const out = new Writer(found.reduce((size, [start, end]) => size + end - start + 2, 0));
  for (const [start, end] of found) {
    for (const phase of [0, 1]) {
      for (let at = start + phase; at + 1 < end; at += 2) {
        out.put(hexByte(bytes, at), from[at] ?? 0, to[at + 1] ?? 0);
      }
      out.put(0, from[start] ?? 0, from[start] ?? 0);
    }
  }
  return out.reading();
}

/** Every run of base64 or base64url characters, broken by ends of lines at most, read from each of its first four. */
function base64({ bytes, from, to }: Reading): Reading | null {
  const found = runs(bytes, 6, base64Value);
  if (found.length === 0) return null;
  const out = new Writer(found.reduce((size, [start, end]) => size + 3 * (end - start) + 4, 0));
  for (const [start, end] of found) {
    for (let phase = 0; phase < 4; phase++) {
      let held = 0;
      let bits = 0;
      let first = 0;
      for (let at = start + phase; at < end; at++) {
        const value = base64Value[bytes[at] ?? 0] ?? skipped;
        if (value === skipped) continue;
        held = ((held << 6) | value) & 0xffff;
        bits += 6;
        if (bits < 8) {
          first = at;
          continue;
        }
        bits -= 8;
        out.put((held >> bits) & 0xff, from[first] ?? 0, to[at] ?? 0);
        // The bits that are left over begin the next byte.
        if (bits > 0) first = at;
      }
      out.put(0, from[start] ?? 0, from[start] ?? 0);
    }
  }
  return out.reading();
}

const none = -1;
const skipped = -2;

function digits(alphabet: string): Int8Array {
  const values = new Int8Array(256).fill(none);
  for (const [value, character] of [...alphabet].entries()) values[character.charCodeAt(0)] = value;
  return values;
}

const hexDigit = digits('0123456789abcdef');
for (let i = 10; i < 16; i++) hexDigit['ABCDEF'.charCodeAt(i - 10)] = i;

const base64Value = digits('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/');
base64Value['-'.charCodeAt(0)] = 62;
base64Value['_'.charCodeAt(0)] = 63;
for (const lineEnd of '\r\n') base64Value[lineEnd.charCodeAt(0)] = skipped;

/** Negative where no two hex digits stand at `at`. */
function hexByte(bytes: Uint8Array, at: number): number {
  const high = hexDigit[bytes[at] ?? 0] ?? none;
  const low = hexDigit[bytes[at + 1] ?? 0] ?? none;
  return high < 0 || low < 0 ? none : high * 16 + low;
}

/** Where so many bytes or more of an alphabet follow each other: `[start, end)`. */
function runs(bytes: Uint8Array, atLeast: number, alphabet: Int8Array): [start: number, end: number][] {
  const found: [number, number][] = [];
  for (let at = 0, start = 0; at <= bytes.length; at++) {
    if (at < bytes.length && alphabet[bytes[at] ?? 0] !== none) continue;
    if (at - start >= atLeast) found.push([start, at]);
    start = at + 1;
  }
  return found;
}

const escapeDecoders: readonly Decoder[] = [percentEscapes, jsonEscapes, htmlEscapes];
const alphabetDecoders: readonly Decoder[] = [hex, base64];
