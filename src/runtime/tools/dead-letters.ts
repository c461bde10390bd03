/** Looks at dead letters, sends them back to where they came from, or drops them. Nothing moves unless it is asked for, one at a time. */

import { ownsQueue } from "../../addresses/channel-address.ts";
import type { Outgoing } from "../brokers/broker.ts";
import type { DeadLetterStore } from "../brokers/dead-letter-store.ts";
import type { BrokerProtocol } from "../connections/open-broker.ts";
import { headerText } from "../decode/headers.ts";
import type { MessageDefinition, ServerDefinition } from "../ground/contract.ts";
import { ConfigurationError, InvalidMessage } from "../ground/errors.ts";
import { missingPackage } from "../ground/missing-package.ts";
import { isDeadLetterFact, orderPrefix, unreadableHeader } from "../ground/transport-headers.ts";
import { encodeBody } from "../publish/encode.ts";
import { framed } from "../publish/framing.ts";
import { SchemaRegistry } from "../registry/index.ts";
import type { PlannedSubscription } from "../subscription/plan-subscriptions.ts";
import { type DeadLetter, type DeadLetterFilter, describeDeadLetter, matches } from "./dead-letter.ts";
import { type LetterValue, letterValue } from "./letter-value.ts";
import { Session, type ToolOptions } from "./session.ts";

/** One topic, queue or stream of dead letters, and who puts them there. */
export interface DeadLetterPlace {
  /** Topic, queue or stream. */
  readonly address: string;
  /** Key of the server. */
  readonly server: string;
  /** Keys of the operations. */
  readonly operations: readonly string[];
}

interface Place extends DeadLetterPlace {
  readonly subscriptions: readonly PlannedSubscription[];
  /** Where nobody is dead-lettered to it any more. */
  readonly on?: ServerDefinition;
}

const stores: { readonly [protocol in BrokerProtocol]: { readonly client: string; readonly open: OpenStore } } = {
  kafka: { client: "kafkajs", open: async (...place) => (await import("../brokers/kafka/dead-letters.ts")).openKafkaDeadLetters(...place) },
  amqp: {
    client: "amqplib",
    open: async (...place) => (await import("../brokers/rabbitmq/dead-letters.ts")).openRabbitmqDeadLetters(...place),
  },
  redis: { client: "ioredis", open: async (...place) => (await import("../brokers/redis/dead-letters.ts")).openRedisDeadLetters(...place) },
};

type OpenStore = (connection: ReturnType<Session["connection"]>, address: string) => Promise<DeadLetterStore>;

/** Dead letters of a document. Close it when they have been looked at. */
export class DeadLetters {
  /** What the operator should know of the places that were looked at. */
  readonly notes: string[] = [];
  readonly #session: Session;
  readonly #places: readonly Place[];
  readonly #registries = new Map<string, SchemaRegistry>();

  /** Connects when it is first asked. @throws ConfigurationError */
  constructor(options: ToolOptions) {
    this.#session = new Session(options);
    this.#places = placesOf(this.#session.subscriptions);
  }

  /** Where dead letters of the document are put. */
  get places(): readonly DeadLetterPlace[] {
    return this.#places;
  }

  /**
   * Those that the filter means, place by place, oldest first. A place is open as long as its letters are looked at; what `replay` and
   * `drop` did in it is confirmed when the next place begins or the search ends. @throws ConnectionError, ConfigurationError
   */
  async *find(filter: DeadLetterFilter = {}): AsyncGenerator<DeadLetter> {
    let left = filter.limit ?? Number.POSITIVE_INFINITY;
    const operation = this.#operationOf(filter);
    const question = { ...filter, ids: new Set(filter.ids), ...(operation === undefined ? {} : { operation }) };
    for (const place of this.#chosen(filter, operation)) {
      if (left <= 0) return;
      const store = await this.#open(place);
      try {
        for await (const stored of store.read()) {
          const letter = describeDeadLetter(place.address, stored);
          if (!matches(letter, question)) continue;
          yield letter;
          left -= 1;
          if (left <= 0) break;
        }
      } finally {
        await store.close();
        this.notes.push(...store.notes);
      }
    }
  }

  /**
   * Publishes it where it came from, under its own id, and takes it away once the broker has confirmed. Whoever does it twice publishes a
   * duplicate, which subscribers recognise. @throws ConfigurationError where it does not come from this document
   */
  async replay(letter: DeadLetter): Promise<void> {
    const { subscription, outgoing } = this.#way(letter);
    const unreadable = headerText(letter.stored.headers, unreadableHeader);
    // On RabbitMQ the body is the message's own, and only its headers are lost.
    if (unreadable !== undefined && subscription.server.protocol !== "amqp")
      throw new ConfigurationError(
        `${letter.place} holds bytes that could not be read and no message: ${unreadable}. Have it sent again, then drop it`,
      );
    const omitted = headerText(letter.stored.headers, "boost-omitted") ?? "";
    if (omitted.includes("body"))
      throw new ConfigurationError(
        `${letter.place} does not hold the whole message (it was too large; omitted: ${omitted}); ${headerText(letter.stored.headers, "boost-position") ?? "its source"} may still have it`,
      );
    const broker = await this.#session.brokerOf({ channel: subscription.plan.channel }).connected();
    await broker.publish(outgoing);
    await letter.stored.remove();
  }

  /**
   * As `replay`, with another payload: the copy has a new `boost-id` and says in `boost-replay-of` whose it is. The letter is taken away once the broker
   * has confirmed the copy. Resolves with the new id. @throws InvalidMessage where no message of its channel takes the payload
   */
  async replayEdited(letter: DeadLetter, payload: unknown): Promise<string> {
    const { subscription, outgoing } = this.#way(letter);
    const { channel } = subscription.plan;
    const messages = Object.values(channel.messages);
    const message = messages.find((one) => one.payload.safeParse(payload).success);
    if (message === undefined) throw unfit(messages, payload);
    const { connected, schemas } = this.#session.brokerOf({ channel });
    const id = crypto.randomUUID();
    const headers = new Map(outgoing.headers).set("boost-id", [id]).set("boost-replay-of", [letter.id ?? letter.place]);
    const { contentType } = message;
    const copy = { ...outgoing, headers, contentType, messageId: id, body: encodeBody(payload, message) };
    const edited = await framed(copy, { channel, message }, schemas);
    await (await connected()).publish(edited);
    await letter.stored.remove();
    return id;
  }

  /** Where `replay` would send it. @throws ConfigurationError as `replay` does */
  target(letter: DeadLetter): string {
    return this.#way(letter).outgoing.address;
  }

  /** What its bytes say where they are no text: Avro, or what a registry's serializer wrote. */
  async value(letter: DeadLetter): Promise<LetterValue> {
    const subscription = this.#subscriptionsAt(letter)[0];
    if (subscription === undefined) return {};
    return await letterValue(letter.stored, subscription, this.#registry(subscription.server));
  }

  /** Takes it away. @throws ConnectionError */
  async drop(letter: DeadLetter): Promise<void> {
    await letter.stored.remove();
  }

  /** Ends the connections. Idempotent. */
  close(): Promise<void> {
    return this.#session.close();
  }

  async #open({ subscriptions: [first], address, on }: Place): Promise<DeadLetterStore> {
    const server = first?.server ?? on;
    if (server === undefined || server.protocol === "other") throw new ConfigurationError(`"${address}" is on no server that is known`);
    const connection = this.#session.connection(server);
    if (connection.url.startsWith("memory:")) {
      const { openedMemoryStore, openMemoryDeadLetters } = await import("../brokers/memory/index.ts");
      const own = openedMemoryStore(connection.url);
      if (own !== undefined) return openMemoryDeadLetters(own, address);
      throw new ConfigurationError(`the server "${server.key}" is a broker in another process's memory, which nobody else can look into`);
    }
    const { client, open } = stores[server.protocol];
    try {
      return await open(connection, address);
    } catch (error) {
      throw missingPackage(error, client, `the server "${server.key}"`) ?? error;
    }
  }

  /** The key of the operation that is meant. */
  #operationOf({ operation }: DeadLetterFilter): string | undefined {
    if (operation === undefined) return undefined;
    const { operations, name } = this.#session.contract;
    const receiving = operations.filter(({ action }) => action === "receive");
    const found = receiving.find(({ key, name: member }) => key === operation || member === operation);
    if (found !== undefined) return found.key;
    throw new ConfigurationError(
      `"${operation}" is no operation of "${name}" that receives; there ${receiving.length === 0 ? "is none" : `are ${receiving.map(({ key }) => key).join(", ")}`}`,
    );
  }

  /** An address that no operation is dead-lettered to any more is looked into all the same, on each server that it may be on. */
  #chosen({ address }: DeadLetterFilter, operation: string | undefined): readonly Place[] {
    const chosen = this.#places.filter(
      (place) => (address === undefined || place.address === address) && (operation === undefined || place.operations.includes(operation)),
    );
    if (address === undefined || this.#places.some((place) => place.address === address)) return chosen;
    const servers = this.#session.servers;
    this.notes.push(
      `no operation of "${this.#session.contract.name}" is dead-lettered to "${address}" now; its letters can be looked at and dropped`,
    );
    return servers.map((server) => ({ address, server: server.key, operations: [], subscriptions: [], on: server }));
  }

  /** Those that put their dead letters where it lies, first those that it says it comes from. */
  #subscriptionsAt({ address, operation = "" }: DeadLetter): readonly PlannedSubscription[] {
    const all = this.#places.find((place) => place.address === address)?.subscriptions ?? [];
    const isOwn = (subscription: PlannedSubscription): boolean =>
      operation.split("+").some((key) => operationsOf(subscription).includes(key));
    return [...all.filter(isOwn), ...all.filter((subscription) => !isOwn(subscription))];
  }

  #registry(server: ServerDefinition): SchemaRegistry | undefined {
    const known = this.#registries.get(server.key);
    const connection = known === undefined ? this.#session.registry(server) : undefined;
    if (connection === undefined) return known;
    const registry = new SchemaRegistry(connection);
    this.#registries.set(server.key, registry);
    return registry;
  }

  #way(letter: DeadLetter): { readonly subscription: PlannedSubscription; readonly outgoing: Outgoing } {
    const { origin } = letter;
    if (origin === undefined)
      throw new ConfigurationError(
        `${letter.place} does not say where it came from: it has no header "boost-origin", so boost-gen did not put it there`,
      );
    const subscription = this.#subscriptionsAt(letter).find((each) => reads(each, origin));
    if (subscription === undefined)
      throw new ConfigurationError(`${letter.place} came from "${origin}", which "${this.#session.contract.name}" does not read`);
    return { subscription, outgoing: backTo(subscription, origin, letter) };
  }
}

function unfit(messages: readonly MessageDefinition[], payload: unknown): InvalidMessage {
  const [only] = messages;
  const judged = only?.payload.safeParse(payload);
  const issues = judged === undefined || judged.success || messages.length > 1 ? [] : judged.error.issues;
  return new InvalidMessage(`the payload is none of ${messages.map(({ name }) => name).join(", ")}`, { code: "schema", issues });
}

function placesOf(subscriptions: readonly PlannedSubscription[]): readonly Place[] {
  const places = new Map<string, PlannedSubscription[]>();
  for (const subscription of subscriptions) {
    const { server, plan } = subscription;
    if (plan.deadLetter === false) continue;
    const place = JSON.stringify([server.key, plan.deadLetter]);
    places.set(place, [...(places.get(place) ?? []), subscription]);
  }
  return [...places].map(([place, members]) => {
    const [server, address] = JSON.parse(place) as [string, string];
    return { address, server, operations: [...new Set(members.flatMap(operationsOf))], subscriptions: members };
  });
}

function operationsOf({ settings }: PlannedSubscription): readonly string[] {
  return [...new Set([...settings.operations.values()].map(({ operation }) => operation.key))];
}

function reads({ server, plan }: PlannedSubscription, origin: string): boolean {
  return (
    (server.protocol === "amqp" && ownsQueue(plan.channel)) ||
    plan.addresses.includes(origin) ||
    (plan.patterns ?? []).some(({ matches }) => matches(origin))
  );
}

/** As it came, but for what the dead letter added; `boost-id` stays, so that a repeat is known for one. */
function backTo({ server, plan }: PlannedSubscription, origin: string, { id, stored }: DeadLetter): Outgoing {
  const headers = new Map([...stored.headers].filter(([name]) => !isDeadLetterFact(name)));
  if (id !== undefined) headers.set("boost-id", [id]);
  const own = server.protocol === "amqp" && ownsQueue(plan.channel);
  // Through the exchange it would reach everybody's queues; straight into ours it no longer has its routing key, which this keeps.
  if (own) headers.set("boost-origin", [origin]);
  const { body, key, contentType, messageId, correlationId } = stored;
  // Whom to answer and how soon it is wanted hold for the replayed message too; who else got it, or when it expired, does not.
  const replyTo = stored.replyTo ?? headerText(stored.headers, `${orderPrefix}reply-to`);
  const priority = stored.priority ?? numberOf(headerText(stored.headers, `${orderPrefix}priority`));
  return {
    address: own ? plan.group : origin,
    body,
    headers,
    ...(key === undefined ? {} : { key }),
    ...(contentType === undefined ? {} : { contentType }),
    ...(messageId === undefined ? {} : { messageId }),
    ...(correlationId === undefined ? {} : { correlationId }),
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(priority === undefined ? {} : { priority }),
    options: plan.options,
  };
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined || !/^\d{1,3}$/.test(text) ? undefined : Number(text);
}
