import type { BrokerConnection } from "../broker.ts";
import type { DeadLetterStore, StoredDeadLetter } from "../dead-letter-store.ts";
import { type Client, loadIoRedis, openClient, shown } from "./client.ts";
import { redisFailure } from "./failure.ts";
import { readEntry } from "./wire.ts";

const pageSize = 100;

/** The entries of a stream. @throws ConnectionError, ConfigurationError */
export async function openRedisDeadLetters(connection: BrokerConnection, key: string): Promise<DeadLetterStore> {
  const client = await openClient(await loadIoRedis(connection.server), connection, "commands");
  const asked = async <T>(command: (client: Client) => Promise<T>): Promise<T> => {
    try {
      return await command(client);
    } catch (error) {
      throw redisFailure(error, { server: connection.server, url: shown(connection), doing: "read the dead letters in", target: key });
    }
  };
  async function* read(): AsyncGenerator<StoredDeadLetter> {
    const last = (await asked((redis) => redis.xrevrange(key, "+", "-", "COUNT", 1)))[0]?.[0];
    if (last === undefined) return;
    for (let from = "-"; ; ) {
      const page = await asked((redis) => redis.xrangeBuffer(key, from, last, "COUNT", pageSize));
      for (const [id, fields] of page) {
        const { body, headers } = readEntry(id.toString(), fields);
        yield {
          place: `${key}/${id.toString()}`,
          body,
          headers,
          remove: async () => void (await asked((redis) => redis.xdel(key, id))),
        };
      }
      const end = page.at(-1)?.[0].toString();
      if (end === undefined || page.length < pageSize) return;
      from = `(${end}`;
    }
  }
  return { read, notes: [], close: async () => client.disconnect() };
}
