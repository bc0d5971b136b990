import { control, cross, expectRefused, type KeyObject, signers, testCase } from '../harness/index.ts';

const { rs256, es256 } = signers('RS', 'ES');
const clients = { rs256: { ...rs256, alg: 'RS256' }, es256: { ...es256, alg: 'ES256' } };

const forms = {
  'spki-pem': { bytes: (key: KeyObject) => pem(key) },
  'spki-pem-without-newline': { bytes: (key: KeyObject) => pem(key).trimEnd() },
  'spki-der': { bytes: (key: KeyObject) => key.export({ type: 'spki', format: 'der' }) },
  'spki-base64': {
    bytes: (key: KeyObject) => key.export({ type: 'spki', format: 'der' }).toString('base64'),
  },
  'jwk-json': { bytes: (key: KeyObject) => JSON.stringify(key.export({ format: 'jwk' })) },
};

export default testCase({
  title: 'The public key of a client is not taken as an HMAC secret, in whatever form',
  verifies: ['CA-006'],
  variants: cross(clients, forms),
  async run({ oauth }, { alg, bytes }) {
    const client = await oauth.client({ method: 'private_key_jwt', alg });
    await control(oauth.token(client));
    const key = Buffer.from(bytes(client.publicKey));
    expectRefused(
      await oauth.token(client, { assertion: client.assertion({ signWith: { alg: 'HS256', key } }) }),
    );
    await control(oauth.token(client));
  },
});

const pem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();
