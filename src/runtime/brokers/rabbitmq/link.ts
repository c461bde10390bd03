import type { Channel, ChannelModel } from "amqplib";
import { ConnectionError, FatalError, sentence } from "../../ground/errors.ts";
import { withTimeout } from "../../ground/with-timeout.ts";
import type { BrokerConnection } from "../broker.ts";
import { rest } from "../rest.ts";
import { type AmqpLib, closeChannel, destroySocket, loadAmqpLib, open, shown } from "./client.ts";

/** Milliseconds between attempts to reconnect; each is drawn between half and the whole of it. */
const reconnect = { first: 250, most: 15_000 };
/** Milliseconds that a goodbye may take. */
export const goodbye = 3_000;

/**
 * One connection that comes back. Publishing and consuming have one each, because a server that is short of memory stops
 * reading from connections that publish, and acknowledgements must get through.
 */
export class Link {
  readonly #connection: BrokerConnection;
  readonly #purpose: string;
  readonly #up = new Set<() => void>();
  readonly #down = new Set<(cause: Error) => void>();
  readonly #closing = new AbortController();
  #model: ChannelModel | undefined;
  #opening: Promise<ChannelModel> | undefined;
  #amqp: AmqpLib | undefined;
  #blocked: { readonly over: Promise<void>; readonly end: () => void } | undefined;

  constructor(connection: BrokerConnection, purpose: string) {
    this.#connection = connection;
    this.#purpose = purpose;
  }

  get closed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Pending while the server does not read what we publish, until its alarm for memory or disk is over. */
  get blocked(): Promise<void> | undefined {
    return this.#blocked?.over;
  }

  /** The connection as it is; opens it where there is none. @throws ConnectionError while it is away */
  async model(): Promise<ChannelModel> {
    if (this.closed) throw this.#isClosed();
    if (this.#model !== undefined) return this.#model;
    this.#opening ??= this.#open().finally(() => {
      this.#opening = undefined;
    });
    return await this.#opening;
  }

  /** On a channel of its own: what the server refuses closes the channel that asked. */
  async onChannel<Result>(act: (channel: Channel) => Promise<Result>): Promise<Result> {
    const channel = await (await this.model()).createChannel();
    // The refusal comes as the rejection of the call as well.
    channel.on("error", () => undefined);
    try {
      return await act(channel);
    } finally {
      await closeChannel(channel);
    }
  }

  /** Called after each loss, once the connection is back. Returns the way to stop that. */
  onUp(callback: () => void): () => void {
    this.#up.add(callback);
    return () => void this.#up.delete(callback);
  }

  onDown(callback: (cause: Error) => void): () => void {
    this.#down.add(callback);
    return () => void this.#down.delete(callback);
  }

  async close(): Promise<void> {
    this.#closing.abort();
    const model = this.#model ?? (await this.#opening?.catch(() => undefined));
    this.#model = undefined;
    if (model === undefined) return;
    // A connection that has broken in the meantime rejects; it is closed all the same.
    await withTimeout(
      model.close().catch(() => undefined),
      goodbye,
    );
    destroySocket(model);
  }

  async #open(): Promise<ChannelModel> {
    this.#amqp ??= await loadAmqpLib(this.#connection.server);
    const model = await open(this.#amqp, this.#connection, this.#purpose);
    let cause: unknown;
    model.on("error", (error) => {
      cause = error;
    });
    model.on("blocked", (reason) => this.#block(reason));
    model.on("unblocked", () => this.#unblock());
    // Forced by the operator, it is no `error`: the reason comes with `close`.
    model.on("close", (error) => this.#lost(model, cause ?? error));
    if (this.closed) {
      await withTimeout(
        model.close().catch(() => undefined),
        goodbye,
      );
      destroySocket(model);
      throw this.#isClosed();
    }
    this.#model = model;
    return model;
  }

  #block(reason: string): void {
    let end = (): void => undefined;
    const over = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.#blocked ??= { over, end };
    const { log, server } = this.#connection;
    log.warn({ server, purpose: this.#purpose, reason }, "RabbitMQ takes no more messages until its alarm is over");
  }

  #unblock(): void {
    this.#blocked?.end();
    this.#blocked = undefined;
  }

  #lost(model: ChannelModel, cause: unknown): void {
    destroySocket(model);
    if (this.#model !== model) return;
    this.#model = undefined;
    this.#unblock();
    if (this.closed) return;
    const { server, log } = this.#connection;
    const why = cause === undefined ? "" : `: ${sentence(cause)}`;
    const reason = new ConnectionError(`the connection to RabbitMQ server "${server}" (${shown(this.#connection)}) is lost${why}`, {
      cause,
    });
    log.warn({ server, purpose: this.#purpose, error: reason.message }, "RabbitMQ connection lost");
    for (const call of [...this.#down]) call(reason);
    void this.#reconnect();
  }

  async #reconnect(): Promise<void> {
    const { server, log } = this.#connection;
    for (let pause = reconnect.first; !this.closed; pause = Math.min(pause * 2, reconnect.most)) {
      await rest(pause, this.#closing.signal);
      if (this.closed) return;
      try {
        await this.model();
        log.info({ server, purpose: this.#purpose }, "RabbitMQ connection is back");
        for (const call of [...this.#up]) call();
        return;
      } catch (error) {
        // Credentials that were right and are not any more: who consumes ends the process, who publishes is told each time.
        const level = error instanceof FatalError ? "error" : "debug";
        if (!this.closed) log[level]({ server, purpose: this.#purpose, error: sentence(error) }, "RabbitMQ is still away");
      }
    }
  }

  #isClosed(): ConnectionError {
    return new ConnectionError(`the connection to RabbitMQ server "${this.#connection.server}" is closed`);
  }
}
