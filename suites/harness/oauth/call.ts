import type { SecretRegistry } from '../evidence/secrets.ts';
import type { OutgoingRequest } from '../http/send.ts';
import type { ClientAuthMethod, EndpointName } from '../target/description.ts';
import { jwtBearerAssertionType } from './assertion.ts';
import type { Client } from './client.ts';

/** How a call differs from one by a client that authenticates rightly. */
export type Probe = {
  /** Present a credential by this method, or by each of these, instead of the registered one. */
  method?: ClientAuthMethod | readonly ClientAuthMethod[];
  assertion?: string;
  secret?: string;
  /** The identifier that is presented with a secret, and that a pushed request names. */
  clientId?: string;
  /** The Authorization header's value; null leaves it out. */
  authorization?: string | null;
  /** Form members to set; `undefined` leaves one out, a list repeats it. */
  form?: Record<string, string | readonly string[] | undefined>;
  /** Send it by GET, its form in the URL as GET has it, or in the body all the same. */
  get?: 'form-in-url' | 'form-in-body';
  /** Parameters that are put into the URL. */
  query?: Record<string, string>;
  headers?: [string, string][];
  /** A code or a refresh token is on trial rather than the client, so invalid_grant is a refusal. */
  judged?: 'grant';
  /** Which instance of the target is asked; 0, the first, where nothing is said. */
  instance?: number | undefined;
  /** The endpoint is asked though it is not declared to take the client's method. */
  undeclared?: true | undefined;
  /** Larger than a server need take: 413, 431 or a cut connection are a refusal. */
  oversized?: boolean;
};

/** The request that a call sends: the endpoint's own form members, the client's credential, then the probe's changes. */
export function toRequest(
  url: string,
  form: Record<string, string>,
  credential: { form: Record<string, string>; authorization?: string },
  probe: Probe,
): OutgoingRequest {
  const members: Record<string, string | readonly string[] | undefined> = {
    ...form,
    ...credential.form,
    ...probe.form,
  };
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(members)) {
    for (const one of typeof value === 'string' ? [value] : (value ?? [])) body.append(name, one);
  }
  const authorization = probe.authorization === undefined ? credential.authorization : probe.authorization;
  const headers: [string, string][] = [
    ['Content-Type', 'application/x-www-form-urlencoded'],
    ['Accept', 'application/json'],
    ...(authorization ? [['Authorization', authorization] satisfies [string, string]] : []),
    ...(probe.headers ?? []),
  ];
  const query = [...Object.entries(probe.query ?? {}), ...(probe.get === 'form-in-url' ? body : [])];
  const address = new URL(url);
  for (const [name, value] of query) address.searchParams.append(name, value);
  return {
    method: probe.get ? 'GET' : 'POST',
    url: query.length > 0 ? address.href : url,
    headers,
    body: probe.get === 'form-in-url' ? null : body.toString(),
  };
}

type Credential = { form: Record<string, string>; authorization?: string };

/** The client's credentials as its methods, or the probe's, present them (RFC 6749 §2.3.1, RFC 7523 §2.2). */
export function credentialOf(
  client: Client,
  probe: Probe,
  endpoint: EndpointName,
  secrets: SecretRegistry,
): Credential {
  const methods = [probe.method ?? client.chain ?? client.method].flat();
  const credential: Credential = { form: {} };
  for (const method of methods) {
    const { form, authorization } = presentBy(method, client, probe, endpoint, secrets);
    Object.assign(credential.form, form);
    if (authorization !== undefined) credential.authorization = authorization;
  }
  return credential;
}

function presentBy(
  method: ClientAuthMethod,
  client: Client,
  probe: Probe,
  endpoint: EndpointName,
  secrets: SecretRegistry,
): Credential {
  const id = probe.clientId ?? client.id;
  const secret = secrets.add('client-secret', probe.secret ?? client.secret ?? '');
  switch (method) {
    case 'none':
      return { form: { client_id: id } };
    case 'client_secret_basic':
      return { form: {}, authorization: basicCredentials(id, secret, secrets) };
    case 'client_secret_post':
      return { form: { client_id: id, client_secret: secret } };
    default: {
      const assertion = probe.assertion ?? client.assertion({ endpoint });
      return {
        form: {
          ...(client.sendsClientId ? { client_id: id } : {}),
          client_assertion_type: jwtBearerAssertionType,
          client_assertion: assertion,
        },
      };
    }
  }
}

/** The Authorization header of a client that authenticates by Basic (RFC 6749 §2.3.1). */
export function basicCredentials(id: string, secret: string, secrets?: SecretRegistry): string {
  return basic(`${formEncode(id)}:${formEncode(secret)}`, secrets);
}

/** The value of a Basic Authorization header (RFC 9110 §11.6, RFC 7617). */
export function basic(userPass: string, secrets?: SecretRegistry): string {
  const credentials = Buffer.from(userPass).toString('base64');
  secrets?.add('basic-credentials', credentials);
  return `Basic ${credentials}`;
}

/** RFC 6749 Appendix B. */
export function formEncode(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}
