import {
  authenticatingEndpoints,
  control,
  cross,
  type EndpointName,
  expectRefused,
  testCase,
} from '../harness/index.ts';

type Headers = { headers: [string, string][] };

/** How a request can name another host than the one that it is sent to. */
const foreignHosts: Record<string, Headers> = {
  host: { headers: [['Host', 'other-as.example']] },
  'x-forwarded-host': { headers: [['X-Forwarded-Host', 'other-as.example']] },
  forwarded: { headers: [['Forwarded', 'host=other-as.example']] },
};

type Named = {
  named(oauth: { issuer: string; url(endpoint: EndpointName): string }, at: EndpointName): string;
};

const audiences: Record<string, Named> = {
  issuer: { named: ({ issuer }) => issuer },
  endpoint: { named: (oauth, endpoint) => oauth.url(endpoint) },
};

export default testCase({
  title: 'An assertion for another host is refused, also when the request names that host',
  verifies: ['CA-058'],
  features: ['private_key_jwt'],
  variants: cross(cross(foreignHosts, audiences), authenticatingEndpoints),
  async run({ oauth }, { headers, named, endpoint }) {
    const client = await oauth.client({ method: 'private_key_jwt' });
    await control(oauth.call(endpoint, client));
    const aud = elsewhere(named(oauth, endpoint));
    const assertion = client.assertion({ endpoint, claims: { aud } });
    const reply = await oauth.call(endpoint, client, { assertion, headers });
    // A server that knows no such host has refused before it looked at the client.
    if (reply.status !== 404 && reply.status !== 421) expectRefused(reply);
    await control(oauth.call(endpoint, client));
  },
});

/** The same place at the host that the request names. */
function elsewhere(url: string): string {
  const { protocol, host } = new URL(url);
  return url.replace(`${protocol}//${host}`, `${protocol}//other-as.example`);
}
