import assert from 'node:assert/strict';
import { endpointsWithLists, NotApplicable, testCase } from '../harness/index.ts';

export default testCase({
  title: 'The metadata list algorithms wherever they list a method that signs, and never none',
  verifies: ['CA-047'],
  variants: endpointsWithLists,
  async run({ oauth }, { endpoint }) {
    const { methods, algorithms } = oauth.listedAt(endpoint);
    const signing = methods.filter((method) => /^(client_secret|private_key)_jwt$/.test(method));
    if (signing.length === 0)
      throw new NotApplicable(`the metadata list no method that signs at ${endpoint}`);
    if (algorithms === null && oauth.metadataAreOpenIdOnly)
      throw new NotApplicable(
        'the metadata list no algorithms, and are those of OpenID Connect Discovery alone, where that is optional (§3)',
      );
    // RFC 8414 §2
    const signers = signing.join(' and ');
    assert.ok(algorithms && algorithms.length > 0, `${signers} listed without an algorithm`);
    const isNone = (alg: string) => alg.toLowerCase() === 'none';
    assert.ok(!algorithms.some(isNone), `none is listed: ${algorithms.join(', ')}`);
    const isHmac = (alg: string) => /^HS\d/.test(alg);
    if (signing.includes('client_secret_jwt'))
      assert.ok(
        algorithms.some(isHmac),
        `client_secret_jwt is listed without its algorithms: ${algorithms.join(', ')}`,
      );
    if (signing.includes('private_key_jwt'))
      assert.ok(
        !algorithms.every(isHmac),
        `private_key_jwt is listed without its algorithms: ${algorithms.join(', ')}`,
      );
  },
});
