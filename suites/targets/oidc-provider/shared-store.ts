import { once } from 'node:events';
import { Agent, createServer, request, type Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { deserialize, serialize } from 'node:v8';
import { Store } from './store.ts';

/** What oidc-provider asks of an adapter; it makes one for each of its models. */
export type Adapter = Pick<Store, keyof Store>;

type Call = { model: string; method: keyof Adapter; args: unknown[] };

/**
 * One store for several instances: a process of its own on a Unix socket, as a database would be. Each call is answered
 * before the next is looked at, so what two instances make of a race is theirs. What goes over the wire keeps every
 * value as it was given, an endless expiry too, which JSON would turn into null.
 */
export function storeServer(): Server {
  const stores = new Map<string, Store>();
  return createServer(async (incoming, response) => {
    const { model, method, args } = deserialize(await buffer(incoming)) as Call;
    const store = stores.get(model) ?? new Store();
    stores.set(model, store);
    const result = await (store[method] as (...args: unknown[]) => Promise<unknown>).apply(store, args);
    response.end(serialize(result));
  });
}

/** The adapter of an instance, over a connection to the store. */
export function sharedStore(socketPath: string): (model: string) => Adapter {
  const agent = new Agent({ keepAlive: true });
  const call = async (sent: Call): Promise<unknown> => {
    const asking = request({ agent, socketPath, method: 'POST' });
    asking.end(serialize(sent));
    const [answer] = await once(asking, 'response');
    return deserialize(await buffer(answer));
  };
  return (model) => {
    const by =
      <M extends keyof Adapter>(method: M) =>
      (...args: Parameters<Adapter[M]>) =>
        call({ model, method, args }) as ReturnType<Adapter[M]>;
    return {
      upsert: by('upsert'),
      find: by('find'),
      findByUid: by('findByUid'),
      findByUserCode: by('findByUserCode'),
      consume: (id) => by('consume')(id, Math.floor(Date.now() / 1000)),
      destroy: by('destroy'),
      revokeByGrantId: by('revokeByGrantId'),
    };
  };
}
