import {
  authenticatingEndpoints,
  basic,
  type Client,
  cross,
  type EndpointName,
  expectAccepted,
  expectRefused,
  NotApplicable,
  type Probe,
  secretLike,
  testCase,
  Untestable,
  wideLetter,
} from '../harness/index.ts';

type Method = { present(secret: string, client: Client, endpoint: EndpointName): Probe };

const methods = {
  'client-secret-basic': {
    method: 'client_secret_basic',
    features: ['client_secret_basic'],
    present: (secret) => ({ secret }),
  },
  'client-secret-post': {
    method: 'client_secret_post',
    features: ['client_secret_post'],
    present: (secret) => ({ secret }),
  },
  'client-secret-jwt': {
    method: 'client_secret_jwt',
    features: ['client_secret_jwt'],
    present: (secret, client, endpoint) => ({
      assertion: client.assertion({
        endpoint,
        signWith: { alg: client.alg ?? 'HS256', key: Buffer.from(secret) },
      }),
    }),
  },
} as const satisfies Record<string, Method & { method: Client['method']; features: string[] }>;

/** Secrets that a server takes for the right one when it keeps less than all of it. */
const wrongs = {
  'last-character-changed': { shape: 'long', wrong: secretLike },
  'one-character-more': { shape: 'long', wrong: (secret: string) => `${secret}x` },
  'cut-at-128-bytes': { shape: 'long', wrong: (secret: string) => secret.slice(0, 128) },
  'cut-at-255-bytes': { shape: 'long', wrong: (secret: string) => secret.slice(0, 255) },
  'cut-at-72-bytes': { shape: 'long', wrong: (secret: string) => secret.slice(0, 72) },
  'letter-case-swapped': { shape: 'long', wrong: (secret: string) => swapCase(secret) },
  trimmed: { shape: 'spaced', wrong: (secret: string) => secret.trim() },
  'one-space-less': { shape: 'spaced', wrong: (secret: string) => secret.slice(0, -1) },
} as const;
/** The longest that many a column of a database holds. */
const cut = {
  'cut-at-255-bytes': { shape: 'long', wrong: (secret: string) => secret.slice(0, 255) },
} as const;
/** What a server takes for the right one when it tidies up what was sent. */
const untidy = {
  'spaces-added': { shape: 'long', wrong: (secret: string) => ` ${secret} ` },
  'nul-and-more-added': { shape: 'long', wrong: (secret: string) => `${secret}\u0000more` },
  'invisible-character-added': { shape: 'long', wrong: (secret: string) => `${secret}\u200b` },
  'a-letter-made-wide': { shape: 'long', wrong: (secret: string) => secret.replace(/[a-z]/i, wideLetter) },
  'line-break-added': { shape: 'long', wrong: (secret: string) => `${secret}\n` },
  quoted: { shape: 'long', wrong: (secret: string) => `"${secret}"` },
  'cut-at-64-bytes': { shape: 'long', wrong: (secret: string) => secret.slice(0, 64) },
  'in-lower-case': { shape: 'long', wrong: (secret: string) => secret.toLowerCase() },
  'last-letter-in-the-other-case': { shape: 'long', wrong: swapLastCase },
  // The same low byte, which is what is left of it in Latin-1.
  'a-letter-of-another-page': {
    shape: 'long',
    wrong: (secret: string) =>
      secret.replace(/[a-z]/i, (letter) => String.fromCodePoint(letter.charCodeAt(0) + 0x100)),
  },
  'one-space-less-before': { shape: 'spaced', wrong: (secret: string) => secret.slice(1) },
  'plus-for-space': { shape: 'spaced', wrong: (secret: string) => secret.replaceAll(' ', '+') },
} as const;
const { token } = authenticatingEndpoints;

export default testCase({
  title: 'A long or spaced secret authenticates, and what differs at its end, in case or in spaces does not',
  verifies: ['CA-057'],
  variants: {
    ...cross(cross(methods, wrongs), authenticatingEndpoints),
    ...cross(cross(methods, { ...cut, ...untidy }), { token }),
  },
  async run({ oauth }, { method, present, shape, wrong, endpoint }) {
    const client = await oauth.client({ method, secret: shape });
    const secret = client.secret ?? '';
    // The longest that servers take which hash by bcrypt and know its limit.
    if (wrong(secret) === secret)
      throw new NotApplicable(`the secret of ${client.id} is no longer than that`);
    const whole = await oauth.call(endpoint, client, present(secret, client, endpoint));
    if (whole.kind === 'refused' && method === 'client_secret_basic') {
      // The secret counts, as it stands; that it comes form-encoded is another requirement.
      const unencoded = await oauth.call(endpoint, client, {
        authorization: basic(`${client.id}:${secret}`),
      });
      if (unencoded.kind === 'accepted')
        throw new Untestable('Basic credentials are taken only as they stand, not form-decoded (CA-041)');
    }
    expectAccepted(whole);
    expectRefused(await oauth.call(endpoint, client, present(wrong(secret), client, endpoint)));
    expectAccepted(await oauth.call(endpoint, client, present(secret, client, endpoint)));
  },
});

function swapLastCase(text: string): string {
  return text.replace(/[a-z](?=[^a-z]*$)/i, swapCase);
}

function swapCase(text: string): string {
  return text.replaceAll(/[a-z]/gi, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
}
