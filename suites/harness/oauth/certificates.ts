import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** Object identifiers of RFC 5280 and RFC 5758, DER-encoded. */
const oids = {
  commonName: '550403',
  basicConstraints: '551d13',
  ecdsaWithSha256: '2a8648ce3d040302',
};

/** Valid whatever the target's clock says. */
const validity = ['20200101000000Z', '20991231235959Z'];

/**
 * A certificate for the key and the one that issued it, which signed itself (RFC 5280 §4.1). DER, the key's own first,
 * as x5c has it in base64.
 */
export function certificateChain(key: KeyObject, commonName: string): Buffer[] {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issuer = 'authproof test authority';
  return [
    certificate({ issuer, subject: commonName, publicKey: createPublicKey(key), isAuthority: false }),
    certificate({ issuer, subject: issuer, publicKey: authority.publicKey, isAuthority: true }),
  ].map((toBeSigned) =>
    sequence(
      toBeSigned,
      algorithm,
      bitString(sign('sha256', toBeSigned, { key: authority.privateKey, dsaEncoding: 'der' })),
    ),
  );
}

/** What an x5u leads to (RFC 7515 §4.1.5). */
export function toPem(chain: readonly Buffer[]): string {
  const lines = (der: Buffer) => der.toString('base64').replace(/.{64}/g, '$&\n');
  return chain
    .map((der) => `-----BEGIN CERTIFICATE-----\n${lines(der)}\n-----END CERTIFICATE-----\n`)
    .join('');
}

type Certificate = { issuer: string; subject: string; publicKey: KeyObject; isAuthority: boolean };

/** TBSCertificate, version 3 */
function certificate({ issuer, subject, publicKey, isAuthority }: Certificate): Buffer {
  const constraints = sequence(...(isAuthority ? [tagged(0x01, Buffer.of(0xff))] : []));
  return sequence(
    tagged(0xa0, tagged(0x02, Buffer.of(2))),
    tagged(0x02, Buffer.concat([Buffer.of(1), randomBytes(15)])), // a leading 1 keeps it positive
    algorithm,
    name(issuer),
    sequence(...validity.map((time) => tagged(0x18, Buffer.from(time)))),
    name(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(sequence(oid('basicConstraints'), tagged(0x04, constraints)))),
  );
}

const algorithm = sequence(oid('ecdsaWithSha256'));

function name(commonName: string): Buffer {
  return sequence(tagged(0x31, sequence(oid('commonName'), tagged(0x0c, Buffer.from(commonName)))));
}

function oid(of: keyof typeof oids): Buffer {
  return tagged(0x06, Buffer.from(oids[of], 'hex'));
}

function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function bitString(bits: Buffer): Buffer {
  return tagged(0x03, Buffer.concat([Buffer.of(0), bits]));
}

/** Tag, length and value (X.690 §8.1). */
function tagged(tag: number, value: Buffer): Buffer {
  const { length } = value;
  const lengths =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...lengths), value]);
}
