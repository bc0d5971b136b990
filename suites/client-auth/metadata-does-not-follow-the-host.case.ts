import assert from 'node:assert/strict';
import { testCase, Untestable } from '../harness/index.ts';

type Headers = { headers: [string, string][] };

/** How a request can name another host than the one that it is sent to. */
const foreignHosts: Record<string, Headers> = {
  host: { headers: [['Host', 'other-as.example']] },
  'x-forwarded-host': { headers: [['X-Forwarded-Host', 'other-as.example']] },
  'x-forwarded-server': { headers: [['X-Forwarded-Server', 'other-as.example']] },
  'x-host': { headers: [['X-Host', 'other-as.example']] },
  'x-original-host': { headers: [['X-Original-Host', 'other-as.example']] },
  'x-forwarded-proto': { headers: [['X-Forwarded-Proto', 'gopher']] },
  'x-forwarded-port': { headers: [['X-Forwarded-Port', '4711']] },
  'x-forwarded-prefix': { headers: [['X-Forwarded-Prefix', '/elsewhere']] },
  // The first of several is whom the first proxy was asked for.
  'x-forwarded-host-of-two': { headers: [['X-Forwarded-Host', 'other-as.example, proxy.example']] },
  'x-forwarded-scheme': { headers: [['X-Forwarded-Scheme', 'gopher']] },
  'x-forwarded-ssl': { headers: [['X-Forwarded-Ssl', 'on']] },
  'x-original-url': { headers: [['X-Original-URL', 'https://other-as.example/']] },
  forwarded: { headers: [['Forwarded', 'host=other-as.example']] },
  'forwarded-with-proto': { headers: [['Forwarded', 'proto=https']] },
};

export default testCase({
  title: 'The metadata names the same issuer and endpoints, whatever host the request names',
  verifies: ['CA-058'],
  variants: foreignHosts,
  async run({ oauth }, { headers }) {
    const own = await oauth.metadata();
    if (own.json?.issuer !== oauth.issuer)
      throw new Untestable(`the metadata, answered ${own.status}, does not name the issuer ${oauth.issuer}`);
    const foreign = await oauth.metadata(headers);
    if (foreign.status !== 200) return; // who knows no such host says nothing of it
    const [ownOnes, foreignOnes] = [addressesIn(own.json), addressesIn(foreign.json)];
    const moved = Object.keys({ ...ownOnes, ...foreignOnes })
      .filter((name) => foreignOnes[name] !== ownOnes[name])
      .map((name) => `${name} is ${foreignOnes[name] ?? 'left out'}`);
    const more = moved.length > 1 ? ` (and ${moved.length - 1} more)` : '';
    assert.deepEqual(foreignOnes, ownOnes, `the addresses follow the request: ${moved[0]}${more}`);
  },
});

/** By name, for the members of a JSON object come in any order (RFC 8259 §4). */
function addressesIn(metadata: Record<string, unknown> | null): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(metadata ?? {}).filter(([, value]) => typeof value === 'string' && URL.canParse(value)),
  );
}
