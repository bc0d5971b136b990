import type { TargetDescription } from './description.ts';

/** Whether a URL leads to this machine: localhost, 127.0.0.0/8 or ::1. Anything else needs --allow-remote. */
export function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const host = new URL(url).hostname.replace(/\.$/, '');
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '[::1]' ||
    /^127\.\d+\.\d+\.\d+$/.test(host)
  );
}

/** Every URL that the target file itself makes the harness talk to; metadata may name more. */
export function addressesOf({ baseUrls, oauth, capabilities }: TargetDescription): string[] {
  const endpoints = Object.values(oauth?.endpoints ?? {}).map(({ url }) => url);
  const clock = capabilities.clock.kind === 'http' ? capabilities.clock.urls : [];
  const admin = capabilities.admin ? [capabilities.admin.url] : [];
  const audit = capabilities.audit ? [capabilities.audit.url] : [];
  return [...baseUrls, ...endpoints.filter((url) => !url.startsWith('/')), ...clock, ...admin, ...audit];
}

/** What keeps `text` from being the URL of a server, or null. User names are refused because URLs are shown in reports. */
export function faultOfHttpUrl(text: string): string | null {
  if (!URL.canParse(text)) return 'expected an http or https URL';
  const { protocol, username, password } = new URL(text);
  if (protocol !== 'http:' && protocol !== 'https:') return 'expected an http or https URL';
  if (username || password) return 'expected a URL without user name and password';
  return null;
}

export function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
