import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import type { Broker, Delivery, Outgoing, Subscription, SubscriptionPlan } from "../../runtime/brokers/broker.ts";
import type { ReplyDelivery } from "../../runtime/brokers/replies.ts";
import type { Logger } from "../../runtime/ground/log.ts";
import { CollectingSink } from "./collecting-sink.ts";
import type { ConformanceSetup } from "./setup.ts";

const silent: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

export interface Reader {
  readonly sink: CollectingSink;
  readonly subscription: Subscription;
  /** Resolves when `count` deliveries have come, counted from the start of this reader. */
  received(count: number): Promise<readonly Delivery[]>;
  /** stop, then close. */
  end(): Promise<void>;
}

/** What waits for replies at one address. */
export interface ReplyReader {
  readonly deliveries: readonly ReplyDelivery[];
  /** Resolves to the bodies, once there are `count`. */
  received(count: number): Promise<readonly string[]>;
  end(): Promise<void>;
}

export interface ReadOptions {
  /** Unsettled messages that the sink takes. Default 1,000. */
  readonly room?: number;
  readonly plan?: Partial<SubscriptionPlan>;
}

/** One case at work: what it opened is closed behind it, whatever becomes of it. */
export class Scene {
  readonly setup: ConformanceSetup;
  readonly #open: (() => Promise<void>)[] = [];
  readonly #group = `conformance-${randomBytes(6).toString("hex")}`;

  constructor(setup: ConformanceSetup) {
    this.setup = setup;
  }

  /** A connected broker; each stands for a process of its own. */
  async broker(): Promise<Broker> {
    const broker = await this.setup.makeBroker();
    this.#open.push(() => broker.close());
    await broker.connect();
    return broker;
  }

  address(): Promise<string> {
    return this.setup.createAddress();
  }

  deadLetterAddress(): Promise<string> {
    return this.setup.deadLetterAddress?.() ?? this.setup.createAddress();
  }

  /** Subscribes in the group of this case, so that a second reader goes on where the first one ended. */
  async read(broker: Broker, addresses: string | readonly string[], options: ReadOptions = {}): Promise<Reader> {
    const list = typeof addresses === "string" ? [addresses] : addresses;
    const sink = new CollectingSink(options.room);
    const plan = this.#plan(list, options);
    const subscription = await broker.subscribe(plan, sink);
    const end = async (): Promise<void> => {
      await subscription.stop();
      await subscription.close();
    };
    this.#open.push(end);
    return { sink, subscription, end, received: (count) => sink.received(count) };
  }

  /** Resolves when a reply to what is sent from now on is seen. */
  async awaitReplies(broker: Broker, address: string, { isOwn }: { readonly isOwn: boolean }): Promise<ReplyReader> {
    const deliveries: ReplyDelivery[] = [];
    const channel = { key: "replies", address: isOwn ? null : address, servers: [], messages: {}, dispatch: { by: "single" } } as const;
    const intake = await broker.awaitReplies(
      { address, isOwn, channel, app: "conformance", log: silent },
      { deliver: (reply) => void deliveries.push(reply), lost: () => undefined, ended: () => undefined },
    );
    this.#open.push(() => intake.close());
    await intake.ready();
    return {
      deliveries,
      received: async (count) => {
        while (deliveries.length < count) await delay(10);
        return deliveries.map(({ body }) => Buffer.from(body ?? []).toString());
      },
      end: () => intake.close(),
    };
  }

  /** Resolves when the broker has confirmed. A string body is UTF-8. */
  publish(broker: Broker, address: string, body: string | Uint8Array | null, more: Partial<Outgoing> = {}): Promise<void> {
    const bytes = typeof body === "string" ? Buffer.from(body) : body;
    return broker.publish({ address, body: bytes, headers: new Map(), ...this.setup.outgoing, ...more });
  }

  /** Time enough for a delivery that must not come to come. */
  async silence(): Promise<void> {
    await delay(this.setup.silence ?? 1_000);
  }

  /** Closes all that is open, the youngest first. */
  async end(): Promise<void> {
    for (const close of this.#open.reverse()) await close().catch(() => undefined);
  }

  #plan(addresses: readonly string[], { plan, room = 1_000 }: ReadOptions): SubscriptionPlan {
    const [address = null] = addresses;
    return {
      name: "conformance.onMessage",
      app: "conformance",
      channel: { key: "conformance", address, servers: [], messages: {}, dispatch: { by: "single" } },
      operation: "onMessage",
      addresses,
      group: this.#group,
      concurrency: 2,
      ordering: "key",
      deadLetter: false,
      attempts: 5,
      options: {},
      buffer: { messages: room, bytes: 8 * 1024 * 1024 },
      log: silent,
      ...this.setup.plan,
      ...plan,
    };
  }
}

export function bodyText(delivery: Delivery): string {
  return Buffer.from(delivery.body ?? []).toString("utf8");
}

export function bodies(deliveries: readonly Delivery[]): string[] {
  return deliveries.map(bodyText);
}

/** `prefix-0` … `prefix-<count - 1>` */
export function numbered(prefix: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
}
