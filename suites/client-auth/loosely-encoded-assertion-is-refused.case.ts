import {
  type Client,
  type CompactParts,
  control,
  cross,
  type EndpointName,
  expectClientError,
  furtherEndpoints,
  NotApplicable,
  testCase,
} from '../harness/index.ts';

type Part = { part: keyof CompactParts };
type Encoding = { encode(part: Buffer): string; tolerable?: boolean };
type Row = Part & Encoding & { endpoint?: EndpointName };

/** In base64 some three of these bytes in a row are fn5+, in base64url fn5-. */
const note = '~~~~~';
const base64url = (part: Buffer) => part.toString('base64url');
const withinIt = (text: string) => (part: Buffer) => base64url(part).replace(/^.{8}/, `$&${text}`);

/** RFC 7515 §2: none of the alphabet's own characters but these, no padding, nothing between. */
const spellings = {
  padded: { encode: (part) => padded(base64url(part)) },
  'with-a-line-break': { encode: withinIt('\n') },
  'with-a-foreign-character': { encode: withinIt('!') },
  'in-the-other-alphabet': { encode: (part) => part.toString('base64').replace(/=+$/, '') },
  // RFC 4648 §3.5: a decoder may refuse it.
  'with-bits-left-over': { encode: (part) => withBitsLeftOver(base64url(part)), tolerable: true },
} satisfies Record<string, Encoding>;
/** Nothing behind it either, though what splits or trims a text may not see it. */
const endings: Record<string, Encoding> = {
  'with-a-line-break-behind-it': { encode: (part) => `${base64url(part)}\n` },
};
/** RFC 7515 §5.2 step 3, RFC 7519 §7.2: UTF-8 of one whole JSON object. */
const contents: Record<string, Encoding> = {
  'not-utf-8': { encode: (part) => base64url(withBadByte(part)) },
  'followed-by-more': { encode: (part) => base64url(Buffer.concat([part, Buffer.from('{}')])) },
};
const json: Record<string, Part> = { header: { part: 'header' }, claims: { part: 'claims' } };
const signature: Record<string, Part> = { signature: { part: 'signature' } };
const { 'with-a-foreign-character': withForeign } = spellings;

const variants: Record<string, Row> = {
  ...cross({ ...json, ...signature }, spellings),
  ...cross(signature, endings),
  ...cross(json, contents),
  ...cross(cross(signature, { 'with-a-foreign-character': withForeign }), furtherEndpoints),
};

export default testCase({
  title: 'An assertion that is right in all but how a part of it is written down is refused',
  verifies: ['CA-035'],
  features: ['private_key_jwt'],
  variants,
  async run({ oauth }, { part, encode, tolerable = false, endpoint = 'token' }) {
    const client = await oauth.client({ method: 'private_key_jwt' });
    const right = () => ({ assertion: noted(client, part, { endpoint }) });
    await control(oauth.call(endpoint, client, right()));
    const assertion = otherwise(client, { part, encode, endpoint });
    const reply = await oauth.call(endpoint, client, { assertion });
    if (reply.kind !== 'accepted' || !tolerable) expectClientError(reply);
    await control(oauth.call(endpoint, client, right()));
  },
});

/** With a member that means nothing in the claims, and in the header where that is on trial: some refuse it there. */
function noted(
  client: Client,
  part: keyof CompactParts,
  change: Parameters<Client['assertion']>[0],
  longer = 0,
): string {
  const member = { note: note + '~'.repeat(longer) };
  return client.assertion({ claims: member, ...(part === 'header' && { header: member }), ...change });
}

/**
 * Signed as it is sent. Only two lengths of three leave room for padding or for bits, and not every signature has a
 * character of which the alphabets differ.
 */
function otherwise(client: Client, { part, encode, endpoint }: Row & { endpoint: EndpointName }): string {
  for (let tries = 0; tries < 50; tries++) {
    let differs = false;
    const differently = (bytes: Buffer) => {
      const text = encode(bytes);
      differs = text !== base64url(bytes);
      return text;
    };
    const assertion = noted(client, part, { endpoint, encode: { [part]: differently } }, tries % 3);
    if (differs) return assertion;
  }
  throw new NotApplicable(`the ${part} of an assertion of ${client} can't be written down so`);
}

function padded(text: string): string {
  return text.padEnd(4 * Math.ceil(text.length / 4), '=');
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The same bytes to whoever ignores the bits that no byte has use for. */
function withBitsLeftOver(text: string): string {
  if (text.length % 4 === 0) return text;
  return text.slice(0, -1) + alphabet.charAt(alphabet.indexOf(text.slice(-1)) + 1);
}

/** Within the note, which stands last. */
function withBadByte(part: Buffer): Buffer {
  const bad = Buffer.from(part);
  bad[bad.lastIndexOf('~')] = 0xff;
  return bad;
}
