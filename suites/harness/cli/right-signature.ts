import type { Exchange } from '../../../reports/evidence.ts';
import { keyFromJwk } from '../oauth/jwk.ts';
import { jwsSign } from '../oauth/jws.ts';
import type { Session } from '../session.ts';

/** Says whether an assertion on record, its signature masked, bears the one that its client's key makes. */
export type IsRightlySigned = (assertion: string, decoded: Exchange['assertions'][number]) => boolean;

/**
 * Makes the signature again and masks that too. This takes an algorithm that always makes the same one: of ECDSA and
 * PSS no signature is told to be right.
 */
export function rightSignature({ target, secrets }: Session): IsRightlySigned {
  const clients = target.oauth?.clients ?? [];
  return (assertion, { header, claims }) => {
    const { alg, kid } = membersOf(header);
    const { sub, iss } = membersOf(claims);
    const signer =
      clients.find(({ key }) => key?.kid !== undefined && key.kid === kid) ??
      clients.find(({ id }) => id === sub || id === iss);
    if (!signer || typeof alg !== 'string' || !/^(HS|RS)\d{3}$|^EdDSA$/.test(alg)) return false;
    const { secret, key: jwk } = signer;
    const key = alg.startsWith('HS') ? secret && Buffer.from(secret) : jwk && keyFromJwk(jwk);
    const [signingInput, mask] = splitAtLastDot(assertion);
    return !!key && secrets.redact(jwsSign(alg, key, signingInput).toString('base64url')) === mask;
  };
}

function membersOf(json: unknown): Record<string, unknown> {
  return json !== null && typeof json === 'object' ? { ...json } : {};
}

function splitAtLastDot(text: string): [string, string] {
  const dot = text.lastIndexOf('.');
  return [text.slice(0, dot), text.slice(dot + 1)];
}
