import type { BrokerConnection, Outgoing } from "../broker.ts";
import { Acknowledgements } from "./acknowledgements.ts";
import { type Client, shown } from "./client.ts";
import { redisFailure } from "./failure.ts";
import { count, evaluate } from "./scripts.ts";
import type { StreamDelivery, StreamSettling } from "./stream-delivery.ts";
import type { StreamGroup } from "./stream-group.ts";
import type { StreamHoldings } from "./stream-holdings.ts";
import { writeFields } from "./wire.ts";

export interface StreamSettlementsOptions {
  readonly commands: Client;
  readonly connection: BrokerConnection;
  readonly groupName: string;
  readonly consumer: string;
  readonly group: StreamGroup;
  readonly holdings: StreamHoldings;
  /** The server has confirmed it. */
  readonly settled: (delivery: StreamDelivery) => void;
}

/** How entries of one consumer end. What the server does not confirm is thrown, and the entry stays held. */
export class StreamSettlements implements StreamSettling {
  readonly #options: StreamSettlementsOptions;
  readonly #acknowledgements: Acknowledgements;

  constructor(options: StreamSettlementsOptions) {
    this.#options = options;
    this.#acknowledgements = new Acknowledgements(options.commands, options.groupName);
  }

  async acknowledge(delivery: StreamDelivery): Promise<void> {
    try {
      await this.#acknowledgements.add(delivery.address, delivery.id);
    } catch (error) {
      throw this.#failure(error, "acknowledge in", delivery.address);
    }
    this.#options.settled(delivery);
  }

  async bury(delivery: StreamDelivery, record: Outgoing): Promise<void> {
    const fields = writeFields(record);
    try {
      await this.#options.group.bury(delivery, record.address, fields);
    } catch (error) {
      throw this.#failure(error, "publish to", record.address);
    }
    this.#options.settled(delivery);
  }

  async counted(delivery: StreamDelivery, runs: number): Promise<void> {
    const { commands, groupName, consumer } = this.#options;
    try {
      await evaluate(commands, count, [delivery.address], [groupName, consumer, delivery.id, runs]);
    } catch (error) {
      throw this.#failure(error, "count runs in", delivery.address);
    }
  }

  async release(delivery: StreamDelivery): Promise<void> {
    await this.#options.holdings.handBack([delivery]);
  }

  #failure(error: unknown, doing: string, target: string): Error {
    const { connection } = this.#options;
    return redisFailure(error, { server: connection.server, url: shown(connection), doing, target });
  }
}
