import type { Client, ClientTraits } from './client.ts';
import { jwsAlgorithms } from './jws.ts';
import type { OAuth } from './oauth.ts';

/**
 * Two clients of one method, and where they sign, of one algorithm: a server that takes one for the other has no other
 * reason to refuse. @throws Untestable where there is only one
 */
export async function twoClients(oauth: OAuth, traits: ClientTraits): Promise<[Client, Client]> {
  const algorithms = [undefined, ...Object.values(jwsAlgorithms).flat()];
  const wanted = algorithms.map((alg) => ({ ...traits, ...(alg && { alg }) }));
  for (const each of wanted) {
    if (!oauth.hasFixture(each)) continue;
    const one = await oauth.client(each);
    if (oauth.hasFixture(likeIt(one, each))) return [one, await oauth.client(likeIt(one, each))];
  }
  const one = await oauth.client(traits);
  return [one, await oauth.client(likeIt(one, traits))];
}

function likeIt(client: Client, traits: ClientTraits): ClientTraits {
  const signs = client.method === 'private_key_jwt' || client.method === 'client_secret_jwt';
  return { ...traits, besides: client, ...(signs && client.alg && { alg: client.alg }) };
}
