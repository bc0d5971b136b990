import { type Evidence, type Exchange, evidenceSchemaId } from '../evidence.ts';
import type { EvidenceOf } from '../run-folder.ts';

/** Evidence of a case that sends a control, then one request that differs from it. */
export const sampleEvidence: EvidenceOf = (result) =>
  result.evidence === null
    ? { missing: 'Nothing was exchanged.' }
    : ({
        schema: evidenceSchemaId,
        case: result.id,
        variant: result.variant,
        exchanges: [
          exchange('control', 200, {}),
          exchange('probe', result.outcome === 'failed' ? 200 : 401, { aud: 'https://other.example/token' }),
        ],
        races: result.id.includes('simultaneous')
          ? [{ requests: 20, releaseSkewMs: 0.4, ok: 1, refused: 17, unknown: 2 }]
          : [],
      } satisfies Evidence);

function exchange(role: Exchange['role'], status: number, changed: Record<string, string>): Exchange {
  const isAccepted = status === 200;
  const jti = role === 'control' ? 'b0b7a1c5' : 'f3d2e9a4';
  return {
    role,
    atMs: role === 'control' ? 3.2 : 41.7,
    durationMs: 11.4,
    request: {
      method: 'POST',
      url: 'http://localhost:8080/realms/peer/protocol/openid-connect/token',
      headers: [
        ['host', 'localhost:8080'],
        ['content-type', 'application/x-www-form-urlencoded'],
        ['accept', 'application/json'],
      ],
      body: `grant_type=client_credentials&scope=api&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=‹assertion:${jti}›`,
    },
    response: {
      status,
      headers: [
        ['content-type', 'application/json'],
        ['cache-control', 'no-store'],
      ],
      body: isAccepted
        ? '{"access_token":"‹token:91aa07›","token_type":"Bearer","expires_in":300,"scope":"api"}'
        : '{"error":"invalid_client","error_description":"Assertion is not for this server"}',
    },
    error: null,
    assertions: [
      {
        header: { alg: 'ES256', kid: 'svc-es256-1', typ: 'JWT' },
        claims: {
          iss: 'svc-es256',
          sub: 'svc-es256',
          aud: 'http://localhost:8080/realms/peer',
          jti,
          iat: 1_782_907_200,
          exp: 1_782_907_230,
          ...changed,
        },
      },
    ],
  };
}
