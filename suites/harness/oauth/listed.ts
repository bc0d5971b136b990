import type { EndpointName } from '../target/description.ts';
import type { JsonObject } from './jws.ts';

/** The ways to authenticate that metadata list; algorithms are null where they list none at all. */
export type Listed = { methods: string[]; algorithms: string[] | null };

/**
 * How clients authenticate at an endpoint, as the metadata tell (RFC 8414 §2); PAR has no list of its own (RFC 9126 §2).
 * Those of OpenID Connect Discovery alone know the token endpoint only, so that what they leave out elsewhere means nothing.
 */
export function listedAt(endpoint: EndpointName, metadata: JsonObject, { openIdOnly = false } = {}): Listed {
  const name = endpoint === 'par' ? 'token' : endpoint;
  const list = (what: string) => {
    const listed = metadata[`${name}_endpoint_auth_${what}_supported`];
    return Array.isArray(listed) ? listed.map(String) : null;
  };
  // Introspection has no default: there it is found out by other means. Nor is anything said of what is not named.
  const hasDefault = name === 'token' || (name !== 'introspection' && !openIdOnly);
  const isSilent = !hasDefault || !(`${name}_endpoint` in metadata);
  const byDefault = isSilent ? [] : ['client_secret_basic'];
  return { methods: list('methods') ?? byDefault, algorithms: list('signing_alg_values') };
}

/**
 * The member of metadata that says that a client identifier may be an address, which then is fetched by design; null
 * where none does.
 */
export function clientIdsFetchedBy(metadata: JsonObject): string | null {
  const document = 'client_id_metadata_document_supported'; // draft-ietf-oauth-client-id-metadata-document
  if (metadata[document] === true) return document;
  const registration = 'client_registration_types_supported'; // OpenID Federation 1.0, automatic registration
  const types = metadata[registration];
  return Array.isArray(types) && types.includes('automatic') ? registration : null;
}
