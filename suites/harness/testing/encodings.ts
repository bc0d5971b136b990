/** How a secret may be written down, each by means of its own, for tests that look for leaks. */
export const encodings: Readonly<Record<string, (secret: string) => string>> = {
  plain: (secret) => secret,
  percent: (secret) => encodeURIComponent(secret.toWellFormed()),
  'percent, lower case': (secret) => lowerCased(encodeURIComponent(secret.toWellFormed())),
  'percent, every byte': (secret) => hexOf(secret).replace(/../g, '%$&'),
  'percent but for slashes': (secret) => encodeURI(secret.toWellFormed()),
  form: (secret) => new URLSearchParams({ '': secret }).toString().slice(1),
  hex: hexOf,
  'hex, upper case': (secret) => hexOf(secret).toUpperCase(),
  base64: (secret) => base64Of(secret, 0),
  'base64 after one byte': (secret) => base64Of(secret, 1),
  'base64 after two bytes': (secret) => base64Of(secret, 2),
  base64url: (secret) => toUrlAlphabet(base64Of(secret, 0)),
  'base64url after one byte': (secret) => toUrlAlphabet(base64Of(secret, 1)),
  'base64url after two bytes': (secret) => toUrlAlphabet(base64Of(secret, 2)),
  json: (secret) => JSON.stringify(secret.toWellFormed()).slice(1, -1),
  'json, ASCII only': (secret) =>
    JSON.stringify(secret.toWellFormed())
      .slice(1, -1)
      .replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  html: (secret) => secret.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`),
};

/** The encodings in which a text shows a secret, also as a part of something longer. */
export function waysItShows(text: string, secret: string): string[] {
  return Object.keys(encodings).filter((name) => text.includes(tracesOf(secret, name)));
}

/** What of an encoding is there whatever stands around the secret. */
export function tracesOf(secret: string, encoding: keyof typeof encodings): string {
  const encoded = encodings[encoding]?.(secret) ?? '';
  const lead = encoding.includes('one byte') ? 1 : encoding.includes('two bytes') ? 2 : 0;
  if (!encoding.startsWith('base64')) return encoded;
  // The first and the last character hold bits of the neighbours too.
  const bits = (lead + Buffer.byteLength(secret)) * 8;
  return encoded.slice(Math.ceil((lead * 8) / 6), Math.floor(bits / 6));
}

function base64Of(secret: string, lead: number): string {
  return Buffer.concat([Buffer.alloc(lead), Buffer.from(secret)]).toString('base64');
}

function toUrlAlphabet(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function hexOf(secret: string): string {
  return Buffer.from(secret).toString('hex');
}

function lowerCased(percentEncoded: string): string {
  return percentEncoded.replace(/%../g, (code) => code.toLowerCase());
}
