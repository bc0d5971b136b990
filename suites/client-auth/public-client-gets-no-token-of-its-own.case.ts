import {
  basic,
  type CaseContext,
  type Client,
  control,
  describeReply,
  expectRefused,
  NotApplicable,
  nobodyLike,
  type Probe,
  testCase,
  Untestable,
} from '../harness/index.ts';

const attempts: Record<string, { present(client: Client): Probe }> = {
  'client-id-alone': { present: () => ({}) },
  'an-empty-secret-in-the-body': { present: () => ({ form: { client_secret: '' } }) },
  'an-empty-secret-in-the-header': {
    present: ({ id }) => ({ authorization: basic(`${id}:`), form: { client_id: undefined } }),
  },
};

const grantType = 'client_credentials';

export default testCase({
  title: 'A public client gets no token by the client credentials grant',
  verifies: ['CA-067'],
  features: ['public-client'],
  variants: attempts,
  async run({ oauth, grants }, { present }) {
    if (oauth.grantType !== grantType)
      throw new NotApplicable(`the target file probes clients by the grant ${oauth.grantType}`);
    const confidential = await oauth.client();
    const client = await publicClient(oauth);
    await control(oauth.token(confidential));
    expectRefused(await oauth.token(client, { ...present(client), judged: 'grant' }));
    await control(oauth.token(confidential));

    // Whoever is unknown there is refused too.
    const told = await oauth.token(client);
    const stranger = await oauth.token(client, { clientId: nobodyLike(client.id) });
    if (told.status !== stranger.status || told.error !== stranger.error) return;
    const known = await oauth.token(client, await grants.code(client));
    if (known.kind !== 'accepted')
      throw new Untestable(`${client.id} may be unknown there: ${describeReply(known)}`);
  },
});

/** A server may rightly refuse to register one for the grant. */
async function publicClient(oauth: CaseContext['oauth']): Promise<Client> {
  const traits = { method: 'none' } as const;
  if (oauth.hasFixture(traits)) return oauth.client(traits);
  return (await oauth.register(traits)) ?? oauth.client({ ...traits, withoutGrant: grantType });
}
