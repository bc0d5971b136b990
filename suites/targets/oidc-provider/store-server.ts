import { once } from 'node:events';
import { storeServer } from './shared-store.ts';

// The process of its own in which the shared store runs: node store-server.ts SOCKET
const [socket = ''] = process.argv.slice(2);
// Whoever started it has gone without ending it.
process.on('disconnect', () => process.exit());

await once(storeServer().listen(socket), 'listening');
process.send?.('ready');
