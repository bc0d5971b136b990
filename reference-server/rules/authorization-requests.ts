import type { Client } from '../storage/clients.ts';

/** OAuth 2.1 §4.1.1: codes and nothing else; tokens don't travel through the browser. */
export function responseTypeSupported(responseType: string | undefined): boolean {
  return responseType === 'code';
}

/** RFC 9700 §4.1.3: one of those registered, character by character. */
export function redirectUriRegistered(client: Client, redirectUri: string): boolean {
  return client.redirectUris.includes(redirectUri);
}

/** RFC 7636 §4.2, OAuth 2.1 §7.5.1: required, and by S256, which does not show the verifier (43 characters). */
export function codeChallengeAcceptable(challenge: string | undefined, method: string | undefined): boolean {
  return method === 'S256' && challenge !== undefined && /^[\w-]{43}$/.test(challenge);
}
