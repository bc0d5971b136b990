import {
  type CaseContext,
  type Client,
  cross,
  describeReply,
  type EndpointName,
  expectAccepted,
  expectRefused,
  jwtMethods,
  NotApplicable,
  type Reply,
  testCase,
  Untestable,
} from '../harness/index.ts';

type Row = { endpoint?: EndpointName };

/** RFC 9126 §2 names three; a strict audience, where it is promised, leaves the issuer. */
const audiences: Record<string, Row> = {
  issuer: {},
  'token-endpoint': { endpoint: 'token' },
  'own-endpoint': { endpoint: 'par' },
};

export default testCase({
  title:
    'A pushed authorization request is accepted by an assertion for the issuer, or for an endpoint of it',
  verifies: ['CA-064'],
  features: ['par'],
  variants: cross(jwtMethods, audiences),
  async run({ oauth, profile }, { method, endpoint }) {
    if (endpoint && isStrict(profile)) throw new NotApplicable('the target promises the issuer alone');
    const client = await oauth.client({ method });
    const push = (aud: string) =>
      oauth.call('par', client, { assertion: client.assertion({ claims: { aud } }) });
    const aud = endpoint ? oauth.url(endpoint) : oauth.issuer;

    const reply = await push(aud);
    if (reply.kind === 'refused' && !(await isForTheAudience(reply, push, oauth, client)))
      throw new Untestable(`it may be the pushed request that is refused: ${describeReply(reply)}`);
    expectAccepted(reply);
    expectRefused(await push('https://other-as.example'));
    expectAccepted(await push(aud));
  },
});

/** Another audience is taken, or the client is said to be none, though elsewhere it authenticates. */
async function isForTheAudience(
  { status, error }: Reply,
  push: (aud: string) => Promise<Reply>,
  oauth: CaseContext['oauth'],
  client: Client,
): Promise<boolean> {
  for (const aud of [oauth.issuer, oauth.url('token'), oauth.url('par')])
    if ((await push(aud)).kind === 'accepted') return true;
  const isAboutTheClient = status === 401 || error === 'invalid_client';
  return isAboutTheClient && (await oauth.token(client)).kind === 'accepted';
}

function isStrict({ bounds, assertion }: CaseContext['profile']): boolean {
  return bounds.strictAudience || assertion.audience?.join() === 'issuer';
}
