import { z } from 'zod';
import { profiles } from '../../../requirements/area-file.ts';
import { audienceNames, clientAuthMethods, endpointNames } from './description.ts';
import { hmacAlgorithms, keyAlgorithms } from './key-fit.ts';

const text = z.string().min(1);
const seconds = z.int().min(0);
const url = text.describe('An http or https URL.');

/** A key of the published format that this version cannot honour, so it refuses it rather than ignore it. */
const later = z
  .custom<never>(
    () => false,
    'not understood by this version of authproof, which reads the OAuth part of a target file',
  )
  .meta({ description: 'Not understood by this version yet.', not: {} })
  .exactOptional();

const fileReference = (holds: string) =>
  z
    .strictObject(
      {
        file: text.describe('Path relative to the target file.'),
        raw: z
          .boolean()
          .exactOptional()
          .describe('Keep the trailing newline, of which one is dropped otherwise.'),
      },
      { error: ({ code }) => (code === 'invalid_type' ? `expected { file: PATH } of ${holds}` : undefined) },
    )
    .describe(`The file that holds ${holds}.`);

/** A secret or key: never in the target file itself. */
export type FileReference = { file: string; raw?: boolean };

const method = z.enum(clientAuthMethods);

const Client = z.strictObject({
  id: text.describe('client_id'),
  method: z
    .union([method, z.array(method).min(1)])
    .exactOptional()
    .describe('How it authenticates; a list where it is registered for each of them alone.'),
  chain: z
    .array(method)
    .min(2)
    .exactOptional()
    .describe(
      'Methods that must all succeed in one request, in the order they are judged; takes the place of `method`.',
    ),
  alg: z
    .enum([...keyAlgorithms, ...hmacAlgorithms])
    .exactOptional()
    .describe('JWS algorithm that it signs assertions with.'),
  pinned: z
    .enum([...keyAlgorithms, ...hmacAlgorithms, 'none'])
    .exactOptional()
    .describe('The only algorithm that the server registered it for, or none.'),
  secret: fileReference('a client secret')
    .exactOptional()
    .describe('Client secret; beside a key it is there to be refused.'),
  key: fileReference('a private JWK')
    .exactOptional()
    .describe('Private JWK; sent with the kid that the file has.'),
  jwksUri: z
    .strictObject({ serve: url.describe('The harness serves the keys at this http URL and rotates them.') })
    .exactOptional()
    .describe('Takes the place of `key`.'),
  state: z.enum(['enabled', 'disabled']).exactOptional().describe('enabled where nothing is said.'),
  scopes: z.array(text).min(1).exactOptional().describe('Scopes that it is registered for.'),
  grants: z.array(text).min(1).exactOptional().describe('Grant types that it is registered for.'),
});
export type ClientEntry = z.output<typeof Client>;

const pointer = z.string().regex(/^\//, 'expected a JSON pointer such as /error');
const scalar = z.union([z.string(), z.number(), z.boolean()]);

const Refusal = z.strictObject({
  when: z
    .strictObject({
      status: z
        .array(z.int().min(100).max(599))
        .min(1)
        .exactOptional()
        .describe('One of these HTTP status codes.'),
      location: text.exactOptional().describe('What the Location header holds.'),
      body: z
        .record(pointer, scalar.nullable())
        .exactOptional()
        .describe('JSON pointers and the value that each must have.'),
    })
    .describe('All that is given must match.'),
});

const endpoint = z.union([
  text,
  z.strictObject({
    url: text.describe('Absolute, or a path that follows the base URL.'),
    methods: z.array(method).min(1).exactOptional().describe('Client authentication methods that it takes.'),
    audience: z.array(z.enum(audienceNames)).min(1).exactOptional().describe('Audiences that it accepts.'),
  }),
]);
const endpoints = Object.fromEntries(
  endpointNames.map((name) => [name, endpoint.exactOptional().describe(`Where ${name} requests go.`)]),
) as Record<(typeof endpointNames)[number], z.ZodExactOptional<typeof endpoint>>;

const OAuth = z.strictObject({
  issuer: url
    .exactOptional()
    .describe('Issuer identifier, exactly as the server writes it. With `launch`, start() may give it.'),
  grant: z
    .object({
      type: text.describe(
        'grant_type; by authorization_code each request redeems a code that `capabilities.admin` mints.',
      ),
    })
    .catchall(scalar)
    .exactOptional()
    .describe('The request that probes an authenticated client; other members go into the form as they are.'),
  endpoints: z
    .strictObject(endpoints)
    .exactOptional()
    .describe('Override what the metadata says, or replace the metadata where there is none.'),
  redirectUri: text.exactOptional().describe('Registered with the fixtures; a PAR request needs one.'),
  refreshBy: z

    .strictObject({
      type: z.literal('password').describe('The password grant.'),
      username: text.describe('Of an account that may use it.'),
      password: fileReference('a password'),
    })
    .exactOptional()
    .describe('Where refresh tokens come from.'),
  refreshScope: text
    .exactOptional()
    .describe(
      'Asked for beside the scope of `grant` where a refresh token is wanted, such as offline_access.',
    ),
  tokenOwner: z
    .union([
      z.enum(['introspection', 'scope']),
      z.strictObject({ claim: text.describe('A claim of JWT access tokens.') }),
    ])
    .exactOptional()
    .describe('Where a token tells whose it is.'),
  clients: z.array(Client).exactOptional().describe('Clients that the operator made beforehand.'),
  registration: z
    .strictObject({ initialAccessToken: fileReference('an initial access token').exactOptional() })
    .exactOptional()
    .describe('The harness registers clients (RFC 7591) and deletes them afterwards (RFC 7592).'),
  refused: z
    .array(Refusal)
    .exactOptional()
    .describe('How this server refuses a client, where that is not an OAuth error.'),
});

const Clock = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('real').describe('Nobody can move it.'),
    waitSeconds: seconds.exactOptional().describe('How long a case may wait; 0 where nothing is said.'),
  }),
  z.strictObject({
    kind: z
      .literal('http')
      .describe(
        'GET url tells { now } in epoch milliseconds, POST url moves by { advanceSeconds } and tells it too.',
      ),
    url: z
      .union([text, z.array(text).min(1)])
      .describe('Where its clock is read and moved; a list where each instance has a clock of its own.'),
    token: fileReference('a bearer token'),
  }),
  z.strictObject({
    kind: z.literal('faketime').describe('The target runs under libfaketime.'),
    file: text.describe('FAKETIME_TIMESTAMP_FILE of the target.'),
  }),
]);

const Admin = z.strictObject({
  kind: z
    .literal('http')
    .describe(
      'POST url/clients/ID/disable and /enable; POST url/codes with JSON { client_id, redirect_uri, code_challenge, scope } mints an authorization code (S256) and answers { code }. 404 says that it is not offered.',
    ),
  url: text.describe('Where the paths begin.'),
  token: fileReference('a bearer token'),
});

const Audit = z.strictObject({
  kind: z.literal('http').describe('GET answers JSON lines or a JSON array, an event each, oldest first.'),
  get: url.describe('Where events are read.'),
  token: fileReference('a bearer token').exactOptional(),
  since: text
    .exactOptional()
    .describe('Query parameter for a time in epoch milliseconds; without it all events are read each time.'),
  clientId: pointer
    .exactOptional()
    .describe('Where an event names its client; `/clientId` where nothing is said.'),
  outcome: pointer
    .exactOptional()
    .describe('Where it tells whether the client was accepted; `/outcome` where nothing is said.'),
  reason: pointer.exactOptional().describe('Where it tells why not; `/reason` where nothing is said.'),
});

const Restart = z.strictObject({
  command: z
    .array(text)
    .min(1)
    .describe(
      'A program and its arguments, run in the folder of this file; every instance restarts on the state it had.',
    ),
});

const Load = z.strictObject({
  environment: text.describe(
    'What it runs on: machine, processes, storage. Figures under load are judged only where this is said.',
  ),
});

const laterCapabilities = [
  ...['inbox', 'logs', 'telemetry', 'instances', 'storage', 'faults'],
  ...['source-address', 'policy', 'tls', 'process'],
];

const Capabilities = z.strictObject({
  clock: Clock.exactOptional().describe('How the time of the target passes; real where nothing is said.'),
  admin: Admin.exactOptional().describe('How clients are disabled and enabled, and codes minted.'),
  audit: Audit.exactOptional().describe('How what it writes of its clients is read.'),
  restart: Restart.exactOptional().describe(
    'How it is restarted. Not with `launch`, where start() gives it.',
  ),
  load: Load.exactOptional().describe('What its figures under load belong to.'),
  ...Object.fromEntries(laterCapabilities.map((name) => [name, later])),
});

const OwnProfile = z.strictObject({
  extends: z.enum(profiles).exactOptional().describe('Base profile; oauth2 where nothing is said.'),
  assertion: z
    .strictObject({
      audience: z
        .array(z.enum(audienceNames))
        .min(1)
        .exactOptional()
        .describe(
          'All accepted; controls use the first. Where none is named: the issuer or, where that is refused, the token endpoint or the URL of the endpoint asked.',
        ),
      clientIdParameter: z
        .enum(['optional', 'required'])
        .exactOptional()
        .describe('client_id beside an assertion.'),
      jti: z
        .enum(['single-use', 'required', 'optional'])
        .exactOptional()
        .describe('What it asks of jti; single-use includes required.'),
      skewSeconds: seconds.exactOptional().describe('How long after its exp an assertion is still accepted.'),
      maxLifetimeSeconds: z
        .union([z.int().min(1), z.literal('none')])
        .exactOptional()
        .describe('The longest life of an assertion that it accepts, by exp or by age.'),
    })
    .exactOptional()
    .describe('What it asks of client assertions.'),
  jwks: z
    .strictObject({
      cacheSeconds: seconds.exactOptional().describe('How long a removed key may still be accepted.'),
      refetchSeconds: seconds
        .exactOptional()
        .describe('How soon a new key is accepted; 60 where nothing is said.'),
    })
    .exactOptional()
    .describe('How it keeps the keys that clients publish.'),
  refresh: z
    .strictObject({
      rotation: z
        .boolean()
        .exactOptional()
        .describe('Whether each use of a refresh token gives a new one and ends the old one.'),
    })
    .exactOptional()
    .describe('How it keeps refresh tokens.'),
  totp: later,
  session: later,
});

/** A target file as it is written, before variables are filled in. */
export const TargetFile = z.strictObject({
  extends: text
    .exactOptional()
    .describe(
      'A target file whose top-level keys hold as if they were written here, but for those that are. It extends none.',
    ),
  name: text.describe('Name of the system, as reports show it.'),
  version: text.exactOptional().describe('Its version, in quotes, as reports show it.'),
  baseUrls: z
    .array(url)
    .min(1)
    .exactOptional()
    .describe('Where it listens; several are instances on shared state. Not with `launch`.'),
  launch: z
    .strictObject({
      module: text.describe('Module whose `start` starts the target; relative to this file.'),
      instances: z.int().min(1).max(16).exactOptional().describe('1 where nothing is said.'),
    })
    .exactOptional()
    .describe('How to start it. start() gives baseUrls, issuer and the variables that {{name}} stands for.'),
  headers: z
    .record(
      z.string().regex(/^[!#$%&'*+.^`|~\w-]+$/, 'expected the name of a header'),
      z.string().regex(/^[^\r\n\0]*$/, 'expected one line'),
    )
    .exactOptional()
    .describe('Sent with every request.'),
  concurrency: z
    .int()
    .min(1)
    .exactOptional()
    .describe(
      'How many cases it stands at a time, 8 where nothing is said; `--concurrency` takes its place.',
    ),
  features: z
    .array(text)
    .exactOptional()
    .describe('What it says it does, beyond what clients, registration and metadata declare.'),
  oauth: OAuth.exactOptional().describe('Its OAuth 2 authorization server.'),
  capabilities: Capabilities.exactOptional().describe('How the harness may observe and steer it.'),
  profile: OwnProfile.exactOptional().describe(
    'Its policy values. They are claims: cases probe them, none excuses.',
  ),
  operations: later,
  outcome: later,
  session: later,
});
export type TargetFile = z.output<typeof TargetFile>;
