import type { ChannelModel } from "amqplib";
import { setTimeout as sleep } from "node:timers/promises";
import { ConnectionError, FatalError, sentence } from "../../errors.ts";
import type { BrokerConnection } from "../broker.ts";
import { type AmqpLib, loadAmqpLib, open, shown } from "./client.ts";

/** Milliseconds between attempts to reconnect; each is drawn between half and the whole of it. */
const reconnect = { first: 250, most: 15_000 };

/**
 * One connection that comes back. Publishing and consuming have one each, because a server that is short of memory stops
 * reading from connections that publish, and acknowledgements must get through.
 */
export class Link {
  readonly #connection: BrokerConnection;
  readonly #purpose: string;
  readonly #up = new Set<(model: ChannelModel) => void>();
  readonly #down = new Set<(cause: unknown) => void>();
  readonly #closing = new AbortController();
  #model: ChannelModel | undefined;
  #opening: Promise<ChannelModel> | undefined;
  #amqp: AmqpLib | undefined;
  #isBlocked = false;

  constructor(connection: BrokerConnection, purpose: string) {
    this.#connection = connection;
    this.#purpose = purpose;
  }

  get closed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** The server has stopped reading what we publish, until its alarm is over. */
  get isBlocked(): boolean {
    return this.#isBlocked;
  }

  /** The connection as it is; opens it the first time. @throws ConnectionError while it is away */
  async model(): Promise<ChannelModel> {
    if (this.closed) throw new ConnectionError(`the connection to RabbitMQ server "${this.#connection.server}" is closed`);
    if (this.#model !== undefined) return this.#model;
    this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
    });
    return await this.#opening;
  }

  /** Called with each new connection, not with the present one. Returns the way to stop that. */
  onUp(callback: (model: ChannelModel) => void): () => void {
    this.#up.add(callback);
    return () => void this.#up.delete(callback);
  }

  onDown(callback: (cause: unknown) => void): () => void {
    this.#down.add(callback);
    return () => void this.#down.delete(callback);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    const model = this.#model ?? (await this.#opening?.catch(() => undefined));
    this.#model = undefined;
    // A connection that has broken in the meantime rejects; it is closed all the same.
    await model?.close().catch(() => undefined);
  }

  async #open(): Promise<ChannelModel> {
    this.#amqp ??= await loadAmqpLib(this.#connection.server);
    const model = await open(this.#amqp, this.#connection, this.#purpose);
    let cause: unknown;
    model.on("error", (error) => (cause = error));
    model.on("blocked", (reason) => {
      this.#isBlocked = true;
      this.#connection.log.warn({ server: this.#connection.server, reason }, "RabbitMQ takes no more messages until its alarm is over");
    });
    model.on("unblocked", () => {
      this.#isBlocked = false;
      this.#connection.log.info({ server: this.#connection.server }, "RabbitMQ takes messages again");
    });
    model.on("close", () => this.#lost(model, cause));
    if (this.closed) {
      await model.close().catch(() => undefined);
      throw new ConnectionError(`the connection to RabbitMQ server "${this.#connection.server}" is closed`);
    }
    this.#model = model;
    return model;
  }

  #lost(model: ChannelModel, cause: unknown): void {
    if (this.#model !== model) return;
    this.#model = undefined;
    this.#isBlocked = false;
    if (this.closed) return;
    const reason = new ConnectionError(`the connection to RabbitMQ server "${this.#connection.server}" (${shown(this.#connection)}) is lost${cause === undefined ? "" : `: ${sentence(cause)}`}`, { cause });
    this.#connection.log.warn({ server: this.#connection.server, purpose: this.#purpose, error: reason.message }, "RabbitMQ connection lost");
    for (const call of [...this.#down]) call(reason);
    void this.#reconnect();
  }

  async #reconnect(): Promise<void> {
    for (let pause = reconnect.first; !this.closed; pause = Math.min(pause * 2, reconnect.most)) {
      await sleep(pause * (0.5 + Math.random() / 2), undefined, { signal: this.#closing.signal }).catch(() => undefined);
      if (this.closed) return;
      try {
        const model = await this.model();
        this.#connection.log.info({ server: this.#connection.server, purpose: this.#purpose }, "RabbitMQ connection is back");
        for (const call of [...this.#up]) call(model);
        return;
      } catch (error) {
        // Wrong credentials now are credentials that were changed: they may be changed back, and readiness tells in the meantime.
        if (error instanceof FatalError || error instanceof ConnectionError) this.#connection.log.debug({ server: this.#connection.server, error: sentence(error) }, "RabbitMQ is still away");
        else if (!this.closed) this.#connection.log.error({ server: this.#connection.server, error: sentence(error) }, "RabbitMQ cannot be reconnected");
      }
    }
  }
}
