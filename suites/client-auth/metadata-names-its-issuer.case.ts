import assert from 'node:assert/strict';
import { testCase, Untestable } from '../harness/index.ts';

export default testCase({
  title: 'The metadata name exactly the issuer that they were found by',
  verifies: ['CA-047'],
  async run({ oauth }) {
    const { status, json } = await oauth.metadata();
    if (status !== 200 || !json) throw new Untestable(`the metadata were answered ${status}`);
    // RFC 8414 §3.3
    assert.equal(
      json.issuer,
      oauth.issuer,
      `found by ${oauth.issuer}, they name ${JSON.stringify(json.issuer)}`,
    );
  },
});
