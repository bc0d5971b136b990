import {
  claimsOf,
  control,
  cross,
  type EndpointName,
  expectRefused,
  furtherEndpoints,
  jwtMethods,
  NotApplicable,
  testCase,
  wideLetter,
} from '../harness/index.ts';

/** Each is another string than the audience that it is made from, or where it can't be, that very string. */
const nearMisses = {
  'slash-added-or-removed': { miss: (aud: string) => (aud.endsWith('/') ? aud.slice(0, -1) : `${aud}/`) },
  'scheme-in-upper-case': { miss: (aud: string) => aud.replace(/^[a-z]+(?=:)/, upperCase) },
  'host-in-upper-case': { miss: (aud: string) => aud.replace(/(?<=:\/\/)[^/:]+/, upperCase) },
  'port-spelled-otherwise': { miss: otherPort },
  'percent-encoded': { miss: percentEncoded },
  'dot-segment': { miss: (aud: string) => aud.replace(/(?<=:\/\/[^/]+)(?=\/|$)/, '/.') },
  'host-goes-on': { miss: (aud: string) => aud.replace(/(?<=:\/\/[^/]+)(?=\/|$)/, '.evil.example') },
  'issuer-as-user': { miss: (aud: string) => aud.replace(/(?<=:\/\/[^/]+)(?=\/|$)/, '@evil.example') },
  'text-added': { miss: (aud: string) => `${aud}/evil.example` },
  'last-character-missing': { miss: (aud: string) => aud.slice(0, -1) },
  'inside-another-url': { miss: (aud: string) => `https://evil.example/${aud}` },
  'empty-query-added': { miss: (aud: string) => `${aud}?` },
  'empty-fragment-added': { miss: (aud: string) => `${aud}#` },
  'in-a-wide-letter': { miss: (aud: string) => aud.replace(/[a-z]/, wideLetter) },
  'space-added': { miss: (aud: string) => `${aud} ` },
  'space-before': { miss: (aud: string) => ` ${aud}` },
  // What parsers of URLs drop, turn around or put in.
  'line-break-inside': { miss: (aud: string) => aud.replace('://', '://\n') },
  'nul-and-more': { miss: (aud: string) => `${aud}\u0000more` },
  'backslashes-for-slashes': { miss: (aud: string) => aud.replaceAll('/', '\\') },
  'slash-doubled': { miss: (aud: string) => `${aud}//` },
  'scheme-missing': { miss: (aud: string) => aud.replace(/^[a-z]+:\/\//, '') },
  'other-scheme': {
    miss: (aud: string) => aud.replace(/^http(s?):/, (_, s: string) => (s ? 'http:' : 'https:')),
  },
  'user-added': { miss: (aud: string) => aud.replace('://', '://user@') },
  'dot-after-the-host': { miss: (aud: string) => aud.replace(/(?<=:\/\/[^/:]+)(?=[/:]|$)/, '.') },
  'query-added': { miss: (aud: string) => `${aud}?a=b` },
  'fragment-added': { miss: (aud: string) => `${aud}#a` },
};

const { 'slash-added-or-removed': slash } = nearMisses;

type Row = {
  miss(aud: string): string;
  method: 'private_key_jwt' | 'client_secret_jwt';
  endpoint?: EndpointName;
};

const variants: Record<string, Row> = {
  ...cross(jwtMethods, nearMisses),
  ...cross(cross(jwtMethods, { 'slash-added-or-removed': slash }), furtherEndpoints),
};

export default testCase({
  title: 'An assertion whose audience differs by a character from an accepted one is refused',
  verifies: ['CA-015'],
  variants,
  async run({ oauth }, { method, miss, endpoint = 'token' }) {
    const client = await oauth.client({ method });
    const assertion = client.assertion({ endpoint });
    const accepted = String(claimsOf(assertion).aud);
    const aud = miss(accepted);
    if (aud === accepted) throw new NotApplicable(`${accepted} has no such near miss`);
    await control(oauth.call(endpoint, client, { assertion }));
    const missed = client.assertion({ endpoint, claims: { aud } });
    expectRefused(await oauth.call(endpoint, client, { assertion: missed }));
    await control(oauth.call(endpoint, client));
  },
});

function upperCase(text: string): string {
  return text.toUpperCase();
}

/** The same port to whoever parses the URL: the default one named, or any with a zero before it. */
function otherPort(url: string): string {
  const { protocol, port } = new URL(url);
  if (port) return url.replace(/(?<=:\/\/[^/]+:)(?=\d)/, '0');
  return url.replace(/(?<=:\/\/[^/:]+)(?=\/|$)/, protocol === 'https:' ? ':443' : ':80');
}

/** The last letter or digit of the path, else of the host, as its code. */
function percentEncoded(url: string): string {
  const { pathname } = new URL(url);
  const place = pathname === '/' ? /[a-z0-9](?=(:\d+)?\/?$)/i : /[a-z0-9](?=[^a-z0-9]*$)/i;
  return url.replace(place, (character) => `%${character.charCodeAt(0).toString(16)}`);
}
