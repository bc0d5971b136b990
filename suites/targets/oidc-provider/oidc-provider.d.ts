/** The package ships no types; this is what server.ts uses of it. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  export class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>);
    readonly Client: { find(clientId: string): Promise<unknown> };
    callback(): RequestListener;
  }
}
