/** The package ships no types; this is what server.ts uses of it. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  export class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>);
    readonly Client: { find(clientId: string): Promise<object | undefined> };
    readonly Grant: new (
      members: object,
    ) => { addOIDCScope(scope: string): void; save(): Promise<string> };
    readonly AuthorizationCode: new (
      members: object,
    ) => { save(): Promise<string> };
    callback(): RequestListener;
  }
}
