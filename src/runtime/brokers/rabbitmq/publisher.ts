import type { ConfirmChannel, Message, Options } from "amqplib";
import { ConnectionError, InvalidMessage } from "../../errors.ts";
import type { BrokerConnection, Outgoing } from "../broker.ts";
import { shown } from "./client.ts";
import { rabbitmqFailure } from "./failure.ts";
import { maxHeaderBytes, writeHeaders } from "./headers.ts";
import type { Link } from "./link.ts";
import { routeOf } from "./topology.ts";

/** Milliseconds that a confirmation may take. */
const confirmTimeout = 30_000;

interface Pending {
  readonly identity: string;
  returned: Message | undefined;
  readonly settle: (error?: Error) => void;
}

/** A confirm channel; a message that no queue takes is returned (`mandatory`) and so rejects, although the server confirms it as well. */
export class Publisher {
  readonly #link: Link;
  readonly #connection: BrokerConnection;
  #channel: Promise<ConfirmChannel> | undefined;
  readonly #pending = new Set<Pending>();

  constructor(link: Link, connection: BrokerConnection) {
    this.#link = link;
    this.#connection = connection;
    link.onDown((cause) => this.#lost(cause));
  }

  async open(): Promise<void> {
    await this.#opened();
  }

  async publish(message: Outgoing): Promise<void> {
    if (message.body === null) throw new InvalidMessage("a message without a body cannot be published to RabbitMQ", { code: "empty" });
    if (this.#link.isBlocked) throw new ConnectionError(`RabbitMQ server "${this.#connection.server}" takes no messages: an alarm for memory or disk is on`);
    const { body } = message;
    const headers = writeHeaders(message.headers);
    if (sizeOf(message) > maxHeaderBytes) throw new InvalidMessage(`the headers have more than ${maxHeaderBytes} bytes`, { code: "headers" });
    const { exchange, routingKey } = routeOf(message);
    const channel = await this.#opened();
    const target = exchange === "" ? routingKey : `${exchange} ${routingKey}`;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => pending.settle(new ConnectionError(`RabbitMQ server "${this.#connection.server}" did not confirm a message to "${target}" within ${confirmTimeout} ms`)), confirmTimeout);
      const pending: Pending = {
        identity: identityOf(exchange, routingKey, message.messageId, message.headers.get("boost-id")?.[0]),
        returned: undefined,
        settle: (error) => {
          clearTimeout(timer);
          this.#pending.delete(pending);
          if (error === undefined) resolve();
          else reject(error);
        },
      };
      this.#pending.add(pending);
      const confirmed = (error: unknown): void => {
        if (error !== null && error !== undefined) pending.settle(new ConnectionError(`RabbitMQ server "${this.#connection.server}" refused a message to "${target}"; the queue may be full`, { cause: error }));
        else if (pending.returned === undefined) pending.settle();
        else pending.settle(new ConnectionError(`no queue of RabbitMQ server "${this.#connection.server}" (${shown(this.#connection)}) takes messages for "${target}": ${pending.returned.fields["replyText" as keyof Message["fields"]] ?? "NO_ROUTE"}`));
      };
      try {
        channel.publish(exchange, routingKey, bytes(body), { ...propertiesOf(message), headers }, confirmed);
      } catch (error) {
        pending.settle(rabbitmqFailure(error, { server: this.#connection.server, url: shown(this.#connection), doing: "publish to", target }));
      }
    });
  }

  async close(): Promise<void> {
    const channel = await this.#channel?.catch(() => undefined);
    this.#channel = undefined;
    await channel?.close().catch(() => undefined);
    this.#lost(new ConnectionError(`the connection to RabbitMQ server "${this.#connection.server}" is closed`));
  }

  async #opened(): Promise<ConfirmChannel> {
    this.#channel ??= this.#open().catch((error: unknown) => {
      this.#channel = undefined;
      throw error;
    });
    return await this.#channel;
  }

  async #open(): Promise<ConfirmChannel> {
    const model = await this.#link.model();
    const channel = await model.createConfirmChannel();
    let cause: Error | undefined;
    channel.on("error", (error: Error) => (cause = error));
    channel.on("return", (message: Message) => this.#returned(message));
    // An exchange that does not exist closes the channel (404); what was under way fails, the next message gets a new channel.
    channel.on("close", () => {
      this.#channel = undefined;
      this.#lost(rabbitmqFailure(cause ?? new Error("channel closed"), { server: this.#connection.server, url: shown(this.#connection), doing: "publish to" }));
    });
    return channel;
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

  #lost(cause: unknown): void {
    this.#channel = undefined;
    const error = cause instanceof Error ? cause : new ConnectionError(String(cause));
    for (const pending of [...this.#pending]) pending.settle(error);
  }
}

/** Enough to find a returned message among those under way; messages that share all of it share their fate too. */
function identityOf(exchange: string, routingKey: string, messageId: unknown, boostId: unknown): string {
  return JSON.stringify([exchange, routingKey, messageId ?? null, boostId === undefined ? null : String(boostId)]);
}

function propertiesOf(message: Outgoing): Options.Publish {
  const binding = message.operationBinding ?? {};
  const priority = message.priority ?? binding["priority"];
  const expiration = binding["expiration"];
  return {
    mandatory: true,
    // 1 is for messages that may vanish with the server; only who writes it down gets it.
    persistent: binding["deliveryMode"] !== 1,
    timestamp: Math.floor(Date.now() / 1_000),
    ...(message.contentType === undefined ? {} : { contentType: message.contentType }),
    ...(message.messageId === undefined ? {} : { messageId: message.messageId }),
    ...(message.correlationId === undefined ? {} : { correlationId: message.correlationId }),
    ...(message.replyTo === undefined ? {} : { replyTo: message.replyTo }),
    ...(typeof priority === "number" ? { priority } : {}),
    ...(typeof expiration === "number" ? { expiration } : {}),
  };
}

function sizeOf({ headers }: Outgoing): number {
  let size = 0;
  for (const [name, values] of headers) for (const value of values) size += Buffer.byteLength(name) + (value instanceof Uint8Array ? value.byteLength : Buffer.byteLength(String(value))) + 8;
  return size;
}

function bytes(body: Uint8Array): Buffer {
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}
