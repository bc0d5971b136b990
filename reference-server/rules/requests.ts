import type { Client } from '../storage/clients.ts';
import { type AuthenticationMethod, methodsOf } from './algorithms.ts';
import type { Assertion } from './serialization.ts';

/** The way a request carries credentials. Which of the two assertion methods it is, the registration says. */
export type Mechanism = 'basic' | 'post' | 'assertion' | 'none';

/** What a back-channel request holds for client authentication: each parameter once, the empty ones left out. */
export interface ClientRequest {
  authorization: string | undefined;
  form: ReadonlyMap<string, string>;
  /** What this server is called where the request was sent. */
  issuer: string;
}

/** A form as it was sent: its body, and the query of the URI it was sent to. */
export interface SentForm {
  body: string;
  query: string;
}

/**
 * The parameters of the body, and of nothing else: what stands in the request's URI is never read (RFC 6749 §2.3.1).
 * Empty ones count as absent, and there are none at all where one is repeated (RFC 6749 §3.2).
 */
export function parametersOf({ body }: SentForm): Map<string, string> | undefined {
  const sent = [...new URLSearchParams(body)];
  if (new Set(sent.map(([name]) => name)).size < sent.length) return undefined;
  return new Map(sent.filter(([, value]) => value !== ''));
}

/** Credentials in readable form, not yet believed. */
export type Credentials =
  | { mechanism: 'basic' | 'post'; clientId: string; secret: string }
  | { mechanism: 'assertion'; clientId: string; assertion: Assertion }
  | { mechanism: 'none'; clientId: string };

/** Every mechanism the request uses; more than one is an invalid request (RFC 6749 §2.3, RFC 7521 §4.2). */
export function presentedMechanisms({ authorization, form }: ClientRequest): Mechanism[] {
  const presented: Mechanism[] = [];
  if (authorization !== undefined) presented.push('basic');
  if (form.has('client_secret')) presented.push('post');
  if (form.has('client_assertion') || form.has('client_assertion_type')) presented.push('assertion');
  if (presented.length === 0 && form.has('client_id')) presented.push('none');
  return presented;
}

/** RFC 7521 §4.2, RFC 7523 §2.2: compared as it is, an absolute URI has no other spelling. */
export function assertionTypeMatches(type: string | undefined): boolean {
  return type === 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
}

/** RFC 7521 §4.2: the client_id parameter is optional; when there, it names the authenticated client. */
export function clientIdParameterMatches(parameter: string | undefined, clientId: string): boolean {
  return parameter === undefined || parameter === clientId;
}

/**
 * The method that the client authenticates by, or undefined where it is not registered for what it presents
 * (RFC 7591 §2, token_endpoint_auth_method). A credential it also owns opens no other way in.
 */
export function methodFor(credentials: Credentials, client: Client): AuthenticationMethod | undefined {
  return methodsOf(client).find((method) => mechanismOf[method] === credentials.mechanism);
}

/** How each method travels. */
export const mechanismOf: Readonly<Record<AuthenticationMethod, Mechanism>> = {
  client_secret_basic: 'basic',
  client_secret_post: 'post',
  client_secret_jwt: 'assertion',
  private_key_jwt: 'assertion',
  none: 'none',
};

/** A disabled client is refused whatever it presents. */
export function clientEnabled(client: Client): boolean {
  return client.enabled;
}
