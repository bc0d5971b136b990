/** Those that .ci/provision makes or fetches, in the order in which they are taken: Debian's, then the official one. */
export const postgresImages = ['authproof-postgres:15', 'postgres:17'] as const;
