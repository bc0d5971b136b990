import assert from 'node:assert/strict';
import {
  type CaseContext,
  type Client,
  control,
  expectRefused,
  type GrantProbe,
  type Tokens,
  testCase,
  Untestable,
} from '../harness/index.ts';

/** A code or refresh token that was used, and what the use gave. */
type Used = { again: GrantProbe; given: Tokens };

const codeFor =
  (wanted: { refreshToken?: true }) =>
  async ({ oauth, grants }: CaseContext, client: Client): Promise<Used> => {
    const again = await grants.code(client, wanted);
    return { again, given: grants.tokensOf(await control(oauth.token(client, again))) };
  };
const code = codeFor({});
const refreshableCode = codeFor({ refreshToken: true });
const refreshToken = async ({ grants }: CaseContext, client: Client): Promise<Used> => {
  grants.demandRotation();
  const { refresh } = await grants.tokens(client);
  return { again: grants.refresh(refresh), given: await grants.refreshed(client, refresh) };
};
/** What came of a code by way of a refresh token. */
const refreshedCode = async (context: CaseContext, client: Client): Promise<Used> => {
  const { again, given } = await refreshableCode(context, client);
  return { again, given: await context.grants.refreshed(client, given.refresh) };
};

const isLive = ({ oauth }: CaseContext, client: Client, { access }: Tokens) => oauth.isLive(client, access);
const works = ({ grants }: CaseContext, client: Client, { refresh }: Tokens) => grants.works(client, refresh);

/** For rows that refresh what a code gave, where refresh tokens may come from elsewhere. */
const refreshingCodes = {
  of: 'code',
  traits: { grants: ['refresh_token'] },
  features: ['authorization-code', 'refresh-token'],
} as const;

export default testCase({
  title: 'The tokens that a code or refresh token gave are dead after it was used again',
  verifies: ['STO-015'],
  variants: {
    'access-token-of-a-code': {
      use: code,
      lives: isLive,
      of: 'code',
      traits: {},
      features: ['authorization-code', 'introspection'],
    },
    'refresh-token-of-a-code': { use: refreshableCode, lives: works, ...refreshingCodes },
    'refreshed-access-token-of-a-code': {
      use: refreshedCode,
      lives: isLive,
      ...refreshingCodes,
      features: [...refreshingCodes.features, 'introspection'],
    },
    'refreshed-refresh-token-of-a-code': { use: refreshedCode, lives: works, ...refreshingCodes },
    'access-token-of-a-refresh-token': {
      use: refreshToken,
      lives: isLive,
      of: 'refresh-token',
      traits: {},
      features: ['refresh-token', 'introspection'],
    },
  } as const,
  async run(context, { use, lives, of, traits }) {
    const { oauth, grants } = context;
    const client = await grants.client(of, traits);
    const untouched = await use(context, client);
    if (!(await lives(context, client, untouched.given)))
      throw new Untestable('the token is dead although nothing was used again');
    const { again, given } = await use(context, client);
    expectRefused(await oauth.token(client, again));
    assert.equal(
      await lives(context, client, given),
      false,
      'the token outlives the second use of what gave it',
    );
  },
});
