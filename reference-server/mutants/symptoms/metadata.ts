import { asserting, type TryOut } from '../../try-out.ts';
import type { Symptom } from './symptom.ts';

async function metadata({ url }: TryOut): Promise<Record<string, unknown>> {
  const answer = await fetch(`${url}/.well-known/oauth-authorization-server`);
  return (await answer.json()) as Record<string, unknown>;
}
const lists =
  (name: string, value: string): Symptom =>
  async (server) =>
    [(await metadata(server))[name]].flat().includes(value);
const not =
  (symptom: Symptom): Symptom =>
  async (server) =>
    !(await symptom(server));

const methods = 'token_endpoint_auth_methods_supported';
const algorithms = 'token_endpoint_auth_signing_alg_values_supported';

/** How the mutants show whose metadata say what is not so. */
export const metadataSymptoms: Record<string, Symptom> = {
  'lists-its-issuer-with-a-slash': async (server) => (await metadata(server)).issuer === `${server.issuer}/`,
  'leaves-signing-algorithms-out-of-its-metadata': async (server) =>
    !(algorithms in (await metadata(server))),
  'lists-signing-algorithms-at-the-token-endpoint-only': async (server) =>
    !('revocation_endpoint_auth_signing_alg_values_supported' in (await metadata(server))),
  'lists-none-as-a-signing-algorithm': lists(algorithms, 'none'),
  'lists-hmac-algorithms-alone': not(lists(algorithms, 'ES256')),
  'leaves-a-method-unlisted-that-works': not(lists(methods, 'client_secret_post')),
  'leaves-algorithms-unlisted-that-work': not(lists(algorithms, 'ES512')),
  'leaves-a-method-unlisted-at-revocation': not(
    lists('revocation_endpoint_auth_methods_supported', 'client_secret_post'),
  ),
  'lists-no-methods-at-revocation': async (server) =>
    !('revocation_endpoint_auth_methods_supported' in (await metadata(server))),
  'leaves-algorithms-unlisted-at-introspection': not(
    lists('introspection_endpoint_auth_signing_alg_values_supported', 'ES512'),
  ),
  'introspects-for-no-client-with-a-key': async (server) => {
    const credential = asserting(await server.assertion('es256'));
    return (await server.post('introspect', { token: 'x', ...credential })).status === 401;
  },
};
