/**
 * How often a message may have killed the process, in a place that survives it. Neither kind of queue knows: quorum queues count every
 * return, classic ones none. So the count of a suspect stands in a queue of its own that keeps one message. Only messages that came
 * back too often cost this, and a register that nobody asks for goes by itself.
 */
import { createHash } from "node:crypto";
import { ConfigurationError, sentence } from "../../ground/errors.ts";
import type { Logger } from "../../ground/log.ts";
import type { Outgoing } from "../broker.ts";
import type { OnChannel } from "./topology.ts";

/** Milliseconds after which an unused register goes. */
const expiry = 24 * 60 * 60_000;

export interface RedeliveryCounterOptions {
  readonly onChannel: OnChannel;
  /** Confirmed. */
  readonly publish: (message: Outgoing) => Promise<void>;
  /** An error of the server's as one of ours. */
  readonly failure: (error: unknown, target: string) => Error;
  readonly log: Logger;
}

export class RedeliveryCounter {
  readonly #options: RedeliveryCounterOptions;
  /** Register → the count before the run that goes on here. */
  readonly #running = new Map<string, number>();
  #refused = false;

  constructor(options: RedeliveryCounterOptions) {
    this.#options = options;
  }

  static register(queue: string, identity: string): string {
    return `boost-gen.suspect.${createHash("sha256")
      .update(JSON.stringify([queue, identity]))
      .digest("hex")
      .slice(0, 32)}`;
  }

  /** Runs that began and of which nobody knows the end. */
  async count(register: string): Promise<number> {
    try {
      return await this.#options.onChannel(async (channel) => {
        await channel.checkQueue(register);
        // Not acknowledged: it goes back with the channel.
        const entry = await channel.get(register, { noAck: false });
        return entry === false ? 0 : Number(entry.content.toString("utf8")) || 0;
      });
    } catch (error) {
      if (error instanceof Error && error.message.includes("NOT_FOUND")) return 0;
      throw this.#options.failure(error, register);
    }
  }

  /** Resolves when the server has it. */
  async begins(register: string, before: number): Promise<void> {
    if (this.#refused) return;
    try {
      await this.#write(register, before + 1);
      this.#running.set(register, before);
    } catch (error) {
      if (!(error instanceof ConfigurationError) && !/ACCESS[-_]REFUSED/.test(sentence(error))) throw error;
      this.#refused = true;
      const { log } = this.#options;
      log.warn(
        { error: sentence(error) },
        "this user may not declare queues named boost-gen.suspect.*, so a message that kills the process is tried for ever",
      );
    }
  }

  /** The message is settled. */
  async forget(register: string): Promise<void> {
    this.#running.delete(register);
    await this.#options.onChannel((channel) => channel.deleteQueue(register)).catch(() => undefined);
  }

  /** What ended a run was not a crash: a lost connection, or a shutdown. Default: all that go on. */
  async acquit(registers: Iterable<string> = [...this.#running.keys()]): Promise<void> {
    for (const register of registers) {
      const before = this.#running.get(register);
      if (before === undefined) continue;
      await this.#write(register, before);
      this.#running.delete(register);
    }
  }

  async #write(register: string, runs: number): Promise<void> {
    const { onChannel, publish, failure } = this.#options;
    try {
      await onChannel((channel) =>
        channel.assertQueue(register, { durable: true, arguments: { "x-max-length": 1, "x-overflow": "drop-head", "x-expires": expiry } }),
      );
    } catch (error) {
      throw failure(error, register);
    }
    await publish({ address: register, body: Buffer.from(String(runs)), headers: new Map() });
  }
}
