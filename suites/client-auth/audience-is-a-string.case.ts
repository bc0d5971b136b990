import {
  control,
  cross,
  type EndpointName,
  expectRefused,
  furtherEndpoints,
  jwtMethods,
  testCase,
} from '../harness/index.ts';

type Row = (typeof jwtMethods)[keyof typeof jwtMethods] & { endpoint?: EndpointName };

const variants: Record<string, Row> = { ...jwtMethods, ...cross(jwtMethods, furtherEndpoints) };

export default testCase({
  title: 'An assertion whose audience is the issuer in an array is refused',
  verifies: ['CA-016'],
  variants,
  async run({ oauth }, { method, endpoint = 'token' }) {
    const client = await oauth.client({ method });
    const assertion = (aud: string | string[]) => client.assertion({ claims: { aud } });
    await control(oauth.call(endpoint, client, { assertion: assertion(oauth.issuer) }));
    expectRefused(await oauth.call(endpoint, client, { assertion: assertion([oauth.issuer]) }));
    await control(oauth.call(endpoint, client, { assertion: assertion(oauth.issuer) }));
  },
});
