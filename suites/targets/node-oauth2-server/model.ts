import type {
  Client,
  ClientCredentialsModel,
  PasswordModel,
  RefreshToken,
  RefreshTokenModel,
  Token,
} from '@node-oauth/oauth2-server';

export type RegisteredClient = Client & { secret: string };

/** What the library leaves to its user: where clients, accounts and tokens are kept. Nothing outlives the process. */
export function inMemoryModel(
  clients: readonly RegisteredClient[],
  /** The password of each user. */
  accounts: ReadonlyMap<string, string>,
): ClientCredentialsModel & PasswordModel & RefreshTokenModel {
  const accessTokens = new Map<string, Token>();
  const refreshTokens = new Map<string, RefreshToken>();
  return {
    async getClient(id, secret) {
      const client = clients.find((registered) => registered.id === id && registered.secret === secret);
      return client && { id: client.id, grants: client.grants };
    },
    async getUserFromClient({ id }) {
      return { id };
    },
    async getUser(username, password) {
      return accounts.get(username) === password && { id: username };
    },
    async saveToken(token, client, user) {
      const saved = { ...token, client, user };
      accessTokens.set(saved.accessToken, saved);
      if (saved.refreshToken)
        refreshTokens.set(saved.refreshToken, { ...saved, refreshToken: saved.refreshToken });
      return saved;
    },
    async getAccessToken(accessToken) {
      return accessTokens.get(accessToken);
    },
    async getRefreshToken(refreshToken) {
      return refreshTokens.get(refreshToken);
    },
    /** True only for the caller that removed it, so of two racing calls one wins. */
    async revokeToken({ refreshToken }) {
      return refreshTokens.delete(refreshToken);
    },
  };
}
