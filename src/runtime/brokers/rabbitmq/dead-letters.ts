import type { GetMessage } from "amqplib";
import { withTimeout } from "../../ground/with-timeout.ts";
import type { BrokerConnection } from "../broker.ts";
import type { DeadLetterStore, StoredDeadLetter } from "../dead-letter-store.ts";
import { closeChannel, destroySocket, loadAmqpLib, open, shown } from "./client.ts";
import { rabbitmqFailure } from "./failure.ts";
import { isServersOwn, readHeaders } from "./headers.ts";
import { goodbye } from "./link.ts";

/** The messages of a queue: fetched and, unless removed, put back in their places when it is closed. @throws ConnectionError, ConfigurationError */
export async function openRabbitmqDeadLetters(connection: BrokerConnection, queue: string): Promise<DeadLetterStore> {
  const failure = (error: unknown): Error =>
    rabbitmqFailure(error, { server: connection.server, url: shown(connection), doing: "read the dead letters in", target: queue });
  const model = await open(await loadAmqpLib(connection.server), connection, "dead letters");
  model.on("error", () => undefined);
  const channel = await model.createChannel();
  // The refusal comes as the rejection of the call as well.
  channel.on("error", () => undefined);
  const notes: string[] = [];
  const close = async (): Promise<void> => {
    // The channel first: its end stands in order behind every acknowledgement, that of the connection would overtake them. What is unsettled goes back.
    const ends = async (): Promise<void> => {
      await closeChannel(channel);
      await model.close().catch(() => undefined);
    };
    await withTimeout(ends(), goodbye);
    destroySocket(model);
  };
  let count: number;
  try {
    count = (await channel.checkQueue(queue)).messageCount;
  } catch (error) {
    await close();
    throw failure(error);
  }
  async function* read(): AsyncGenerator<StoredDeadLetter> {
    for (let index = 1; index <= count; index += 1) {
      let message: GetMessage | false;
      try {
        message = await channel.get(queue);
      } catch (error) {
        throw failure(error);
      }
      if (message === false) return;
      const found = message;
      if (notes.length === 0 && typeof found.properties.headers?.["x-delivery-count"] === "number") notes.push(quorumNote(queue));
      yield { ...stored(found, `${queue}#${index}`), remove: async () => channel.ack(found) };
    }
  }
  return { read, notes, close };
}

function quorumNote(queue: string): string {
  return `"${queue}" is a quorum queue: each look at it counts as a delivery, and RabbitMQ 4 drops a message after twenty of them unless the queue says otherwise; a classic queue keeps dead letters safely`;
}

function stored({ content, properties }: GetMessage, place: string): Omit<StoredDeadLetter, "remove"> {
  const text = (name: "contentType" | "messageId" | "correlationId" | "replyTo"): object => {
    const value: unknown = properties[name];
    return typeof value === "string" && value !== "" ? { [name]: value } : {};
  };
  const priority: unknown = properties.priority;
  return {
    place,
    body: content,
    // Orders to the broker that another program left standing would be obeyed again.
    headers: new Map([...readHeaders(properties.headers)].filter(([name]) => !isServersOwn(name))),
    ...text("contentType"),
    ...text("messageId"),
    ...text("correlationId"),
    ...text("replyTo"),
    ...(typeof priority === "number" ? { priority } : {}),
  };
}
