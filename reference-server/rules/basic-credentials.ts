const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Client identifier and secret from an Authorization header (RFC 6749 §2.3.1, RFC 7617 §2): both were form-encoded
 * before they were joined by a colon, so the first colon is the separator and the rest is decoded afterwards.
 */
export function decodeBasicCredentials(
  authorization: string,
): { clientId: string; secret: string } | undefined {
  const token = /^basic +([A-Za-z0-9+/]+={0,2})$/i.exec(authorization)?.[1];
  if (token === undefined) return undefined;
  const bytes = Buffer.from(token, 'base64');
  if (bytes.toString('base64') !== token) return undefined;
  try {
    const text = utf8.decode(bytes);
    const colon = text.indexOf(':');
    if (colon < 0) return undefined;
    return { clientId: formDecode(text.slice(0, colon)), secret: formDecode(text.slice(colon + 1)) };
  } catch (error) {
    // Not UTF-8, or a percent sign that starts no valid sequence.
    if (error instanceof TypeError || error instanceof URIError) return undefined;
    throw error;
  }
}

/** RFC 6749 Appendix B: application/x-www-form-urlencoded, in UTF-8. */
function formDecode(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '));
}
