import type { ConfirmChannel, Message } from "amqplib";
import { ConnectionError, InvalidMessage, ServerSideError, sentence, UnroutableError } from "../../ground/errors.ts";
import { withTimeout } from "../../ground/with-timeout.ts";
import type { BrokerConnection, Outgoing } from "../broker.ts";
import { closeChannel, shown } from "./client.ts";
import { rabbitmqFailure } from "./failure.ts";
import { headerBytes, isServersOwn, maxHeaderBytes } from "./headers.ts";
import { goodbye, type Link } from "./link.ts";
import { type DeathFacts, propertiesOf } from "./properties.ts";
import { type Route, routeOf } from "./topology.ts";

/** Milliseconds that a confirmation may take, and before it the end of an alarm on the server. */
const patience = 30_000;

interface Pending {
  readonly identity: string;
  /** Queue, or routing key and exchange. */
  readonly target: string;
  /** That it was sent on last. */
  channel: ConfirmChannel | undefined;
  readonly send: (channel: ConfirmChannel) => void;
  /** Resolves when it is settled, one way or the other. */
  readonly over: Promise<void>;
  returned: Message | undefined;
  readonly settle: (error?: Error) => void;
}

/** What else happens on the channels that are published on. */
export interface ChannelUse {
  readonly opened?: (channel: ConfirmChannel) => Promise<void>;
  /** The channel that most is published on is gone. */
  readonly ended?: (cause: Error) => void;
}

/** A confirm channel; a message that no queue takes is returned (`mandatory`) and so rejects, although the server confirms it as well. */
export class Publisher {
  readonly #link: Link;
  readonly #connection: BrokerConnection;
  readonly #use: ChannelUse;
  readonly #pending = new Set<Pending>();
  /** Seen on the server: a message to one that is not there would close the channel under everybody else's. */
  readonly #exchanges = new Set<string>();
  #channel: Promise<ConfirmChannel> | undefined;
  /** What `#channel` came to; others are for one message. */
  #main: ConfirmChannel | undefined;

  constructor(link: Link, connection: BrokerConnection, channels: ChannelUse = {}) {
    this.#link = link;
    this.#connection = connection;
    this.#use = channels;
    link.onDown((cause) => this.#lost(cause));
  }

  async open(): Promise<void> {
    await this.#opened();
  }

  /** `facts`: headers that are the server's own words, where we say what it would. */
  async publish(message: Outgoing, facts: DeathFacts = {}): Promise<void> {
    const { body } = message;
    if (body === null) throw new InvalidMessage("a message without a body cannot be published to RabbitMQ", { code: "empty" });
    for (const name of message.headers.keys())
      if (isServersOwn(name))
        throw new InvalidMessage(
          `the header "${name}" is an order to RabbitMQ and not data; where it is meant, say it in the operation's binding (cc, bcc, expiration, priority)`,
          { code: "headers" },
        );
    if (headerBytes(message.headers) > maxHeaderBytes)
      throw new InvalidMessage(`the headers have more than ${maxHeaderBytes} bytes`, { code: "headers" });
    const route = routeOf(message);
    await this.#unblocked();
    await this.#exchangeExists(route);
    const channel = await this.#opened();
    await this.#confirmed(channel, { message, facts }, Buffer.from(body.buffer, body.byteOffset, body.byteLength), route);
  }

  async close(): Promise<void> {
    const channel = await this.#channel?.catch(() => undefined);
    this.#channel = undefined;
    if (channel !== undefined) await withTimeout(closeChannel(channel), goodbye);
    this.#lost(new ConnectionError(`the connection to RabbitMQ server "${this.#connection.server}" is closed`));
  }

  #confirmed(
    channel: ConfirmChannel,
    { message, facts }: { readonly message: Outgoing; readonly facts: DeathFacts },
    body: Buffer,
    { exchange, routingKey }: Route,
  ): Promise<void> {
    const { server } = this.#connection;
    const target = exchange === "" ? `"${routingKey}"` : `"${routingKey}" through the exchange "${exchange}"`;
    let end: () => void = () => undefined;
    const over = new Promise<void>((resolve) => (end = resolve));
    return new Promise((resolve, reject) => {
      const late = (): void =>
        pending.settle(
          new ConnectionError(`RabbitMQ server "${server}" did not confirm a message to ${target} within ${patience / 1_000} s`),
        );
      const timer = setTimeout(late, patience);
      const pending: Pending = {
        identity: identityOf(exchange, routingKey, message.messageId, message.headers.get("boost-id")?.[0]),
        target,
        channel: undefined,
        over,
        returned: undefined,
        send: (on) => {
          pending.channel = on;
          try {
            on.publish(exchange, routingKey, body, propertiesOf(message, facts), answered);
          } catch (error) {
            // amqplib refuses what does not fit into a frame, such as a correlation id of more than 255 bytes.
            const unfit = error instanceof TypeError || error instanceof RangeError;
            pending.settle(
              unfit
                ? new InvalidMessage(`a message to ${target} cannot be written as AMQP: ${sentence(error)}`, {
                    code: "headers",
                    cause: error,
                  })
                : this.#failure(error, routingKey),
            );
          }
        },
        settle: (error) => {
          clearTimeout(timer);
          this.#pending.delete(pending);
          end();
          if (error === undefined) resolve();
          else reject(error);
        },
      };
      const answered = (error: unknown): void => {
        // What the server said when it closed the channel is told by the channel's own end.
        if (error instanceof Error && error.message === "channel closed") return;
        const where = `RabbitMQ server "${server}" (${shown(this.#connection)})`;
        if (error !== null && error !== undefined)
          pending.settle(new ServerSideError(`${where} refused a message to ${target}; the queue may be full`, { cause: error }));
        else if (pending.returned === undefined) pending.settle();
        else pending.settle(new UnroutableError(`no queue of ${where} takes messages for ${target}: NO_ROUTE; create or bind one`));
      };
      this.#pending.add(pending);
      pending.send(channel);
    });
  }

  async #unblocked(): Promise<void> {
    const { blocked } = this.#link;
    if (blocked === undefined) return;
    await withTimeout(blocked, patience);
    if (this.#link.blocked === undefined) return;
    throw new ConnectionError(`RabbitMQ server "${this.#connection.server}" takes no messages: an alarm for memory or disk is on`);
  }

  async #exchangeExists({ exchange }: Route): Promise<void> {
    if (exchange === "" || this.#exchanges.has(exchange)) return;
    try {
      await this.#link.onChannel((channel) => channel.checkExchange(exchange));
    } catch (error) {
      throw this.#failure(error, exchange);
    }
    this.#exchanges.add(exchange);
  }

  async #opened(): Promise<ConfirmChannel> {
    this.#channel ??= this.#open()
      .then((channel) => {
        this.#main = channel;
        return channel;
      })
      .catch((error: unknown) => {
        this.#channel = undefined;
        throw this.#failure(error);
      });
    return await this.#channel;
  }

  async #open(): Promise<ConfirmChannel> {
    const model = await this.#link.model();
    const channel = await model.createConfirmChannel();
    let cause: Error | undefined;
    channel.on("error", (error: Error) => {
      cause = error;
    });
    channel.on("return", (message: Message) => this.#returned(message));
    channel.on("close", () => this.#ended(channel, cause));
    await this.#use.opened?.(channel);
    return channel;
  }

  /**
   * The server closed the channel. It does so for one message that it cannot take, and what else was under way goes down with it: which one it
   * was shows when each is sent again on a channel of its own.
   */
  #ended(channel: ConfirmChannel, cause: Error | undefined): void {
    const pending = [...this.#pending].filter((one) => one.channel === channel);
    this.#exchanges.clear();
    const told = this.#tell(pending, cause);
    if (this.#main !== channel) return;
    this.#channel = undefined;
    const { ended } = this.#use;
    // Whoever sent what the server does not take hears that, and not that the channel is gone.
    if (ended !== undefined) void told.then(() => setImmediate(ended, cause ?? new Error("the channel was closed")));
  }

  async #tell(pending: readonly Pending[], cause: Error | undefined): Promise<void> {
    if (cause !== undefined && pending.length > 1) return await this.#oneByOne(pending, cause);
    for (const one of pending) one.settle(this.#refusal(cause, one));
  }

  async #oneByOne(pending: readonly Pending[], cause: Error): Promise<void> {
    for (const one of pending) {
      if (!this.#pending.has(one)) continue;
      try {
        const channel = await this.#open();
        one.send(channel);
        await one.over;
        await closeChannel(channel).catch(() => undefined);
      } catch {
        one.settle(this.#failure(cause, one.target));
      }
    }
  }

  #refusal(cause: Error | undefined, { target }: Pending): Error {
    if (cause !== undefined && /PRECONDITION[-_]FAILED/.test(cause.message))
      return new InvalidMessage(`RabbitMQ server "${this.#connection.server}" does not take a message to ${target}: ${cause.message}`, {
        code: "too-large",
        cause,
      });
    return this.#failure(cause ?? new Error("the channel was closed"), target);
  }

  /** Comes before the confirmation of the same message. */
  #returned(message: Message): void {
    const { exchange, routingKey } = message.fields;
    const identity = identityOf(exchange, routingKey, message.properties.messageId, message.properties.headers?.["boost-id"]);
    for (const pending of this.#pending) {
      if (pending.identity !== identity || pending.returned !== undefined) continue;
      pending.returned = message;
      return;
    }
  }

  #lost(error: Error): void {
    this.#channel = undefined;
    this.#use.ended?.(error);
    this.#exchanges.clear();
    for (const pending of [...this.#pending]) pending.settle(error);
  }

  #failure(error: unknown, target?: string): Error {
    const { server } = this.#connection;
    return rabbitmqFailure(error, {
      server,
      url: shown(this.#connection),
      doing: "publish to",
      ...(target === undefined ? {} : { target }),
    });
  }
}

/** Enough to find a returned message among those under way; messages that share all of it share their fate too. */
function identityOf(exchange: string, routingKey: string, messageId: unknown, boostId: unknown): string {
  return JSON.stringify([exchange, routingKey, messageId ?? null, boostId === undefined ? null : String(boostId)]);
}
