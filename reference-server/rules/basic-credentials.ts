const utf8 = new TextDecoder('utf-8', { fatal: true });

export interface BasicCredentials {
  clientId: string;
  secret: string;
}

/**
 * Client identifier and secret from an Authorization header (RFC 6749 §2.3.1): both were form-encoded before they were
 * joined, so they are decoded after they were parted. Undefined where the header holds anything else.
 */
export function decodeBasicCredentials(authorization: string): BasicCredentials | undefined {
  const encoded = splitBasicCredentials(authorization);
  if (!encoded) return undefined;
  try {
    return { clientId: formDecode(encoded.clientId), secret: formDecode(encoded.secret) };
  } catch (error) {
    // A percent sign that starts no valid sequence.
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** RFC 7617 §2: Base64 of UTF-8, parted at the first colon. */
export function splitBasicCredentials(authorization: string): BasicCredentials | undefined {
  const token = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(authorization)?.[1];
  if (token === undefined) return undefined;
  const bytes = Buffer.from(token, 'base64');
  if (bytes.toString('base64') !== token) return undefined;
  try {
    const text = utf8.decode(bytes);
    const colon = text.indexOf(':');
    return colon < 0 ? undefined : { clientId: text.slice(0, colon), secret: text.slice(colon + 1) };
  } catch (error) {
    // Not UTF-8.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** RFC 6749 Appendix B: application/x-www-form-urlencoded, in UTF-8. */
function formDecode(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}
