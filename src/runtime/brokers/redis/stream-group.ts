import type { BrokerConnection } from "../broker.ts";
import { type Client, isCluster, shown } from "./client.ts";
import { redisFailure } from "./failure.ts";
import { bury, evaluate, leave, trim } from "./scripts.ts";
import type { StreamDelivery } from "./stream-delivery.ts";

export interface StreamGroupOptions {
  readonly commands: Client;
  readonly connection: BrokerConnection;
  readonly streams: readonly string[];
  readonly group: string;
  readonly consumer: string;
}

/** A consumer group as the server has it, on each of its streams. */
export class StreamGroup {
  readonly #options: StreamGroupOptions;

  constructor(options: StreamGroupOptions) {
    this.#options = options;
  }

  /** Where it is not there yet. @throws ConnectionError with the stream's name */
  async create(): Promise<void> {
    const { commands, connection, streams, group } = this.#options;
    for (const stream of streams) {
      try {
        // From the first entry: a group that began at the end would never see what was sent before its first start.
        await commands.xgroup("CREATE", stream, group, "0", "MKSTREAM");
      } catch (error) {
        if (error instanceof Error && error.message.includes("BUSYGROUP")) continue;
        throw redisFailure(error, { server: connection.server, url: shown(connection), doing: "create the group of", target: stream });
      }
    }
  }

  /** Entries that are not acknowledged; `undefined` when the server cannot tell, as after entries were deleted in the middle. */
  async lag(): Promise<number | undefined> {
    const { commands, streams, group } = this.#options;
    let total = 0;
    for (const stream of streams) {
      const groups = (await commands.call("XINFO", "GROUPS", stream)) as readonly (readonly (string | number | null)[])[];
      const row = groups
        .map((fields) => new Map(fields.flatMap((name, index) => (index % 2 === 0 ? [[name, fields[index + 1]] as const] : []))))
        .find((fields) => fields.get("name") === group);
      const behind = row?.get("lag");
      if (row === undefined || behind === null || behind === undefined) return undefined;
      total += Number(behind) + Number(row.get("pending") ?? 0);
    }
    return total;
  }

  /** On a cluster the two keys may live on different nodes: then the dead letter is stored first, and a crash in between stores it twice. */
  async bury({ address, id }: StreamDelivery, target: string, fields: readonly (string | Buffer)[]): Promise<void> {
    const { commands, connection, group } = this.#options;
    if (!isCluster(connection)) {
      await evaluate(commands, bury, [address, target], [group, id, ...fields]);
      return;
    }
    await commands.call("XADD", target, "*", ...fields);
    await commands.xack(address, group, id);
  }

  /** Deletes what every group has acknowledged. */
  async trim(): Promise<void> {
    for (const stream of this.#options.streams) await evaluate(this.#options.commands, trim, [stream], []);
  }

  /** Takes this consumer out, and those that hold nothing and were silent for so many milliseconds. */
  async leave(longDead: number): Promise<void> {
    const { commands, streams, group, consumer } = this.#options;
    for (const stream of streams) await evaluate(commands, leave, [stream], [group, consumer, longDead]).catch(() => undefined);
  }
}
