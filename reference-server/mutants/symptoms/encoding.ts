import { createHmac } from 'node:crypto';
import { asserting, basic, type TryOut } from '../../try-out.ts';
import { claimsOf } from './hand-made-assertions.ts';
import { accepts, type Symptom } from './symptom.ts';

const base64url = (part: Buffer) => part.toString('base64url');
const padded = (text: string) => text.padEnd(4 * Math.ceil(text.length / 4), '=');

type Encode = (part: Buffer) => string;

/** Whether an assertion of the client hmac is accepted of which the claims or the signature are written down otherwise. */
async function takes(server: TryOut, part: 'claims' | 'signature', encode: Encode): Promise<boolean> {
  const claims = claimsOf(server, 'hmac');
  // The note makes it a length that leaves room for padding.
  const length = Buffer.byteLength(JSON.stringify({ ...claims, note: '' }));
  const json = Buffer.from(JSON.stringify({ ...claims, note: '~'.repeat(4 - (length % 3)) }));
  const header = base64url(Buffer.from('{"alg":"HS256"}'));
  const input = `${header}.${part === 'claims' ? encode(json) : base64url(json)}`;
  const signature = createHmac('sha256', server.secrets.hmac ?? '')
    .update(input)
    .digest();
  const assertion = `${input}.${part === 'signature' ? encode(signature) : base64url(signature)}`;
  return accepts(server, asserting(assertion));
}

const pad: Encode = (part) => padded(base64url(part));
const withBadByte: Encode = (part) => {
  const bad = Buffer.from(part);
  bad[bad.lastIndexOf('~')] = 0xff;
  return base64url(bad);
};

/** How the mutants show that are about how credentials are written down. */
export const encodingSymptoms: Record<string, Symptom> = {
  'decodes-base64url-leniently': (server) => takes(server, 'claims', pad),
  'ignores-padding-of-signatures': async (server) =>
    !(await takes(server, 'claims', pad)) && takes(server, 'signature', pad),
  'replaces-what-is-no-utf-8': async (server) =>
    !(await takes(server, 'claims', pad)) && takes(server, 'claims', withBadByte),
  'fails-on-malformed-pushed-assertions': async (server) =>
    (await server.token(asserting('abc'))).status === 401 &&
    (await server.post('par', asserting('abc'))).status === 500,
  'takes-basic-credentials-of-any-scheme': (server) => {
    const { authorization } = basic('basic', server.secrets.basic ?? '');
    return accepts(server, {}, { authorization: authorization.replace('Basic', 'Bearer') });
  },
  'parts-basic-credentials-at-each-colon': (server) => {
    const userPass = `basic:${server.secrets.basic ?? ''}:x`;
    return accepts(server, {}, { authorization: `Basic ${Buffer.from(userPass).toString('base64')}` });
  },
  'drops-colons-at-the-end-of-basic-credentials': (server) => {
    const userPass = `basic:${server.secrets.basic ?? ''}:`;
    return accepts(server, {}, { authorization: `Basic ${Buffer.from(userPass).toString('base64')}` });
  },
  'compares-the-scheme-of-basic-exactly': async (server) => {
    const { authorization } = basic('basic', server.secrets.basic ?? '');
    return !(await accepts(server, {}, { authorization: authorization.replace('Basic', 'basic') }));
  },
  'fails-on-broken-escapes': async (server) => {
    const authorization = `Basic ${Buffer.from('basic:%zz').toString('base64')}`;
    return (await server.token({}, { authorization })).status === 500;
  },
};
