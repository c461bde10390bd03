import type { Broker, Capabilities, Delivery, Outgoing, Sink, Subscription, SubscriptionPlan } from "../../src/runtime/brokers/broker.ts";
import type { ReplyIntake } from "../../src/runtime/brokers/replies.ts";

type Fault = "publish" | "deadLetter" | "acknowledge" | "begins" | "ping";

/** What became of a scripted delivery. */
export type Fate = "held" | "acknowledged" | "released" | "dead";

export interface Scripted {
  readonly delivery: Delivery;
  readonly fate: Fate;
  /** Last count told by `failed`. */
  readonly failures: number;
  /** Runs that the broker was told of before they began. */
  readonly begun: readonly number[];
  /** The broker takes it away. */
  take(): void;
}

export interface DeliverOptions {
  readonly key?: string;
  readonly lane?: string;
  readonly priorRuns?: number;
  readonly careful?: boolean;
  readonly provenRuns?: number;
  readonly position?: string;
  readonly headers?: Delivery["headers"];
  readonly messageId?: string;
  readonly contentType?: string;
}

/** A broker that does what a test says, and notices every breach of the contract: settling twice, handing over to nobody. */
export class ScriptedBroker implements Broker, Subscription {
  readonly protocol = "memory";
  readonly capabilities: Capabilities;
  readonly published: Outgoing[] = [];
  readonly letters: Outgoing[] = [];
  readonly scripted: Scripted[] = [];
  readonly events: string[] = [];
  readonly breaches: string[] = [];
  /** Thrown by the call of this name while set. */
  readonly faults = new Map<Fault, Error>();
  /** Thrown for a message that is published or dead-lettered, while everything else goes through. */
  refuse: (message: Outgoing) => Error | undefined = () => undefined;
  #sink: Sink | undefined;
  #count = 0;

  constructor(capabilities: Partial<Capabilities> = {}) {
    this.capabilities = { redelivers: true, countsAttempts: "exact", headers: true, keys: true, orderedByKey: true, ...capabilities };
  }

  get sink(): Sink {
    if (this.#sink === undefined) throw new Error("nobody has subscribed");
    return this.#sink;
  }

  deliver(body: string | null, options: DeliverOptions = {}): Scripted {
    const position = options.position ?? `topic/0/${this.#count}`;
    this.#count += 1;
    const lost = new AbortController();
    const begun: number[] = [];
    const state = { fate: "held" as Fate, failures: 0 };
    const settle = async (fate: Fate): Promise<void> => {
      if (state.fate !== "held") this.breaches.push(`${position} was ${state.fate} and is now ${fate}`);
      state.fate = fate;
    };
    const delivery: Delivery = {
      address: "topic",
      position,
      body: body === null ? null : Buffer.from(body),
      key: options.key,
      headers: options.headers ?? new Map(),
      messageId: options.messageId,
      correlationId: undefined,
      replyTo: undefined,
      contentType: options.contentType,
      timestamp: undefined,
      priorRuns: options.priorRuns ?? 0,
      ...(options.provenRuns === undefined ? {} : { provenRuns: options.provenRuns }),
      careful: options.careful ?? false,
      lane: options.lane ?? "topic/0",
      signal: lost.signal,
      acknowledge: async () => {
        this.#fault("acknowledge");
        await settle("acknowledged");
      },
      begins: async (run) => {
        this.#fault("begins");
        begun.push(run);
      },
      failed: async (runs) => {
        state.failures = runs;
      },
      release: () => settle("released"),
    };
    const scripted: Scripted = {
      delivery,
      get fate() {
        return state.fate;
      },
      get failures() {
        return state.failures;
      },
      begun,
      take: () => lost.abort(new Error("rebalance")),
    };
    this.#dead.set(delivery, () => settle("dead"));
    this.scripted.push(scripted);
    this.sink.deliver(delivery);
    return scripted;
  }

  readonly #dead = new Map<Delivery, () => Promise<void>>();

  async connect(): Promise<void> {}

  async subscribe(_plan: SubscriptionPlan, sink: Sink): Promise<Subscription> {
    this.#sink = sink;
    return {
      pause: () => this.pause(),
      resume: () => this.resume(),
      stop: () => this.stop(),
      close: () => this.close(),
      deadLetter: (delivery, record) => this.deadLetter(delivery, record),
      lag: () => this.lag(),
    };
  }

  async publish(message: Outgoing): Promise<void> {
    this.#fault("publish");
    this.#refused(message);
    this.published.push(message);
  }

  async awaitReplies(): Promise<ReplyIntake> {
    throw new Error("nobody asks in these tests");
  }

  async ping(): Promise<void> {
    this.#fault("ping");
  }

  async pause(): Promise<void> {
    this.events.push("pause");
  }

  async resume(): Promise<void> {
    this.events.push("resume");
  }

  async stop(): Promise<void> {
    this.events.push("stop");
  }

  async close(): Promise<void> {
    this.events.push("close");
  }

  async deadLetter(delivery: Delivery, record: Outgoing): Promise<void> {
    this.#fault("deadLetter");
    this.#refused(record);
    this.letters.push(record);
    await this.#dead.get(delivery)?.();
  }

  async lag(): Promise<number> {
    return this.scripted.filter(({ fate }) => fate === "held").length;
  }

  #refused(message: Outgoing): void {
    const refusal = this.refuse(message);
    if (refusal !== undefined) throw refusal;
  }

  #fault(call: Fault): void {
    const fault = this.faults.get(call);
    if (fault !== undefined) throw fault;
  }
}
