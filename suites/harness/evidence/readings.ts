/** Bytes that a text stands for in some encoding, and for each byte the characters it was read from: `[from, to)`. */
export type Reading = { length: number; bytes: Uint8Array; from: Int32Array; to: Int32Array };

/**
 * The text as it stands, in UTF-8, then with every encoding undone that a secret may travel in, two deep: base64 in a form,
 * form encoding in base64 (Basic credentials). Base64 or hex of base64 or hex is nobody's wire format, and would cost most.
 * Each call overwrites what those before it have read: their room is used again.
 */
export function* readings(text: string): Generator<Reading> {
  used = 0;
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
  const out = blank(3 * text.length);
  for (let i = 0; i < text.length; ) {
    const code = text.codePointAt(i) ?? 0;
    const next = i + (code > 0xffff ? 2 : 1);
    if (code < 0x80) out.put(code, i, next);
    else for (const byte of Buffer.from(String.fromCodePoint(code))) out.put(byte, i, next);
    i = next;
  }
  return out;
}

/** A reading that is being written. */
class Page implements Reading {
  length = 0;
  readonly bytes: Uint8Array;
  readonly from: Int32Array;
  readonly to: Int32Array;

  constructor(size: number) {
    this.bytes = new Uint8Array(size);
    this.from = new Int32Array(size);
    this.to = new Int32Array(size);
  }

  put(byte: number, from: number, to: number): void {
    this.bytes[this.length] = byte;
    this.from[this.length] = from;
    this.to[this.length++] = to;
  }
}

/** Bytes of a page that is used again; most texts are far shorter. */
const pageSize = 1 << 15;
const pages: Page[] = [];
let used = 0;

/** A page that nothing of this text is on. A new one for each would cost more than all else. */
function blank(size: number): Page {
  if (size > pageSize) return new Page(size);
  const page = pages[used] ?? new Page(pageSize);
  pages[used++] = page;
  page.length = 0;
  return page;
}

/** What the escape that begins at `at` stands for, and how many bytes it takes; null where none does. */
type EscapeAt = (bytes: Uint8Array, at: number) => { stands: Uint8Array; takes: number } | null;

/** A decoder of escapes that all begin with the same character. */
function escapes(sign: string, escapeAt: EscapeAt): Decoder {
  const first = sign.charCodeAt(0);
  return ({ length, bytes: room, from, to }) => {
    const bytes = room.subarray(0, length);
    let next = bytes.indexOf(first);
    while (next >= 0 && !escapeAt(bytes, next)) next = bytes.indexOf(first, next + 1);
    if (next < 0) return null;
    const out = blank(length);
    for (let at = 0; at < length; at++) {
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
    return out;
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
function hex(encoded: Reading): Reading | null {
  const { bytes, from, to } = encoded;
  const found = runs(encoded, 8, hexDigit);
  if (found.length === 0) return null;
  const out = blank(found.reduce((size, [start, end]) => size + end - start + 2, 0));
  for (const [start, end] of found) {
    for (const phase of [0, 1]) {
      for (let at = start + phase; at + 1 < end; at += 2) {
        out.put(hexByte(bytes, at), from[at] ?? 0, to[at + 1] ?? 0);
      }
      out.put(0, from[start] ?? 0, from[start] ?? 0);
    }
  }
  return out;
}

/** Every run of base64 or base64url characters, broken by ends of lines at most, read from each of its first four. */
function base64(encoded: Reading): Reading | null {
  const { bytes, from, to } = encoded;
  const found = runs(encoded, 6, base64Value);
  if (found.length === 0) return null;
  const out = blank(found.reduce((size, [start, end]) => size + 3 * (end - start) + 4, 0));
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
  return out;
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
function runs(
  { length, bytes }: Reading,
  atLeast: number,
  alphabet: Int8Array,
): [start: number, end: number][] {
  const found: [number, number][] = [];
  for (let at = 0, start = 0; at <= length; at++) {
    if (at < length && alphabet[bytes[at] ?? 0] !== none) continue;
    if (at - start >= atLeast) found.push([start, at]);
    start = at + 1;
  }
  return found;
}

const escapeDecoders: readonly Decoder[] = [percentEscapes, jsonEscapes, htmlEscapes];
const alphabetDecoders: readonly Decoder[] = [hex, base64];
