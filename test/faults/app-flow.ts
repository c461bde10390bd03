import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import type { Broker, BrokerConnection } from "../../src/runtime/brokers/broker.ts";
import type { SubscriberOptions } from "../../src/runtime/config/subscriber-options.ts";
import { openBroker } from "../../src/runtime/connections/open-broker.ts";
import type {
  ChannelDefinition,
  ConsumeOptions,
  ContractDefinition,
  MessageDefinition,
  WorkflowRuleDefinition,
} from "../../src/runtime/ground/contract.ts";
import { RejectMessage, sentence } from "../../src/runtime/ground/errors.ts";
import type { Logger } from "../../src/runtime/ground/log.ts";
import { BoostApp } from "../../src/runtime/index.ts";
import type { Telemetry } from "../../src/runtime/telemetry/telemetry.ts";
import { type DeadLetter, DeadLetters } from "../../src/runtime/tools/index.ts";
import type { TemporalOptions } from "../../src/runtime/workflows/worker-host.ts";
import { freePort } from "../services/ports.ts";

export interface AppFlowOptions {
  readonly protocol: "kafka" | "amqp" | "redis";
  /** Of the broker as the application sees it, user and password included. On Kafka the test creates the topics. */
  readonly url: string;
  /** Of the broker as the producer sees it; default: the same. */
  readonly producerUrl?: string;
  readonly address: string;
  readonly operation?: ConsumeOptions;
  /** Of the client library, for the application and the producer. */
  readonly client?: { readonly [option: string]: unknown };
  readonly environment?: { readonly [name: string]: string };
  readonly options?: SubscriberOptions;
  /** One handler run; called by the handler itself, so what it throws at once the handler throws at once. Default: 5 ms. */
  readonly handle?: (id: string, attempt: number) => Promise<void>;
  /** The channel has two messages, told apart by `/kind`: `item`, and `other`, which no operation of ours receives. */
  readonly kinds?: boolean;
  /** What `x-temporal` says; the handler does it before it ends. */
  readonly rules?: readonly WorkflowRuleDefinition[];
  readonly temporal?: TemporalOptions;
  /** Default: keeps what is told. */
  readonly logger?: Logger;
  readonly telemetry?: Telemetry;
}

export interface PublishOptions {
  /** Default: the id. */
  readonly key?: string;
  /** Default: JSON that holds the id. `null`: a tombstone (Kafka). */
  readonly body?: string | Uint8Array | null;
  readonly headers?: readonly (readonly [string, readonly (string | number | Uint8Array)[]])[];
}

interface ItemContext {
  readonly delivery: { readonly attempt: number };
  readonly workflows: { dispatch(message: object): Promise<boolean> };
}

const message: MessageDefinition = {
  name: "Item",
  member: "item",
  contentType: "application/json",
  payload: z.looseObject({ id: z.string() }) as MessageDefinition["payload"],
};

export function contractOf({ protocol, address, operation = {}, rules = [], kinds = false }: AppFlowOptions): ContractDefinition {
  const single = { messages: { item: message }, dispatch: { by: "single" } } as const;
  const two: Pick<ChannelDefinition, "messages" | "dispatch"> = {
    messages: { item: message, other: { ...message, name: "Other", member: "other" } },
    dispatch: {
      by: "payload",
      path: ["kind"],
      cases: [
        ["item", "item"],
        ["other", "other"],
      ],
    },
  };
  const channel: ChannelDefinition = { key: "items", address, servers: [], ...(kinds ? two : single) };
  return {
    format: 1,
    name: "flow",
    title: "Flow",
    version: "1",
    role: "application",
    servers: { main: { key: "main", protocol, wireProtocol: protocol, host: "localhost" } },
    operations: [
      {
        key: "onItem",
        name: "onItem",
        action: "receive",
        channel,
        messages: { item: { rules } },
        options: {
          concurrency: 16,
          ordering: "none",
          deadLetter: `${address}-dead`,
          amqp: { declare: "create" },
          // Members of one group that read different topics take each other's; several runs share a server.
          ...(protocol === "kafka" ? { group: `flow-${address}` } : {}),
          ...operation,
        },
      },
    ],
    publishers: {},
    incoming: {},
  };
}

/**
 * A whole application and a producer that never stop while something breaks, and their ledger: what was confirmed is handled. A message
 * whose id begins with `reject` is refused by its handler; whose begins with `dead` is expected among the dead letters by the test.
 */
export class AppFlow {
  readonly confirmed = new Set<string>();
  /** Id → runs that ended well. */
  readonly handled = new Map<string, number>();
  readonly failures: string[] = [];
  readonly warnings: string[] = [];
  readonly logged: string[] = [];
  readonly app: BoostApp;
  readonly #options: AppFlowOptions;
  readonly #port: number;
  #ended: Promise<unknown> = Promise.resolve();
  #producer: Promise<Broker> | undefined;
  #publishing: Promise<unknown> = Promise.resolve();
  #stop = new AbortController();
  #count = 0;
  readonly #warned = (warning: Error): void => void this.warnings.push(`${warning.name}: ${warning.message}`);

  private constructor(options: AppFlowOptions, port: number) {
    this.#options = options;
    this.#port = port;
    process.on("warning", this.#warned);
    const note = (_fields: object, text: string): void => void this.logged.push(`${text} ${JSON.stringify(_fields)}`);
    const { handle = () => delay(5), client, environment = {}, rules = [], temporal, telemetry } = options;
    const { logger = { debug() {}, info: note, warn: note, error: note } } = options;
    this.app = new BoostApp("flow", {
      logger,
      ...(temporal === undefined ? {} : { temporal }),
      ...(telemetry === undefined ? {} : { telemetry }),
      environment: { BOOST_MAIN_URL: options.url, BOOST_HTTP_PORT: String(port), BOOST_HTTP_HOST: "127.0.0.1", ...environment },
    });
    const item = (body: { readonly id: string }, context: ItemContext): Promise<void> => {
      const { id } = body;
      if (id.startsWith("reject")) throw new RejectMessage("it asked for it");
      return handle(id, context.delivery.attempt).then(async () => {
        if (rules.length > 0) await context.workflows.dispatch(body);
        this.handled.set(id, (this.handled.get(id) ?? 0) + 1);
      });
    };
    const subscriber: SubscriberOptions = { ...options.options, ...(client === undefined ? {} : { brokers: { main: { client } } }) };
    this.app.addSubscribers("flow", contractOf(options), { onItem: { item } }, subscriber);
  }

  static async make(options: AppFlowOptions): Promise<AppFlow> {
    return new AppFlow(options, await freePort());
  }

  async start(): Promise<void> {
    await this.app.start();
    this.#ended = this.app.ended().catch((error: unknown) => error);
  }

  /** The error that the application ended with; `undefined` while it goes on. */
  async ended(): Promise<unknown> {
    return Promise.race([this.#ended, delay(1).then(() => undefined)]);
  }

  /** Status and text of `/readyz`. */
  async ready(): Promise<{ readonly ready: boolean; readonly reasons: string }> {
    const answer = await fetch(`http://127.0.0.1:${this.#port}/readyz`);
    return { ready: answer.ok, reasons: await answer.text() };
  }

  /** Sum over its series; of a counter that nothing has raised yet 0. */
  async count(name: string): Promise<number> {
    return (await this.metric(name)) || 0;
  }

  /** Sum over its series; NaN where there is none, as when the broker cannot be asked. */
  async metric(name: string): Promise<number> {
    const text = await (await fetch(`http://127.0.0.1:${this.#port}/metrics`)).text();
    const lines = text.split("\n").filter((line) => line.startsWith(name) && !line.startsWith("#"));
    return lines.length === 0 ? Number.NaN : lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" "))), 0);
  }

  /** One message; tried again under the same id until it is confirmed or publishing is stopped. */
  async publish(id = `m-${this.#count++}`, { key = id, body = JSON.stringify({ id }), headers = [] }: PublishOptions = {}): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        const broker = await this.#connected();
        await broker.publish({
          address: this.#options.address,
          body: body === null ? null : Buffer.from(body),
          key: Buffer.from(key),
          headers: new Map([["boost-id", [id]], ...headers]),
          contentType: "application/json",
          messageId: id,
          ...(this.#options.operation?.redis === undefined ? {} : { options: { redis: this.#options.operation.redis } }),
        });
        this.confirmed.add(id);
        return;
      } catch (error) {
        this.failures.push(sentence(error));
        await delay(100);
      }
    }
  }

  startPublishing(lanes = 4, pause = 5): void {
    const lane = async (): Promise<void> => {
      while (!this.#stop.signal.aborted) {
        await this.publish();
        await delay(pause);
      }
    };
    this.#publishing = Promise.all(Array.from({ length: lanes }, lane));
  }

  async stopPublishing(): Promise<void> {
    this.#stop.abort();
    await this.#publishing;
    this.#stop = new AbortController();
  }

  /** What lies in the dead letters; `visit` may replay or drop each. */
  async deadLetters(visit?: (letter: DeadLetter, letters: DeadLetters) => Promise<void>): Promise<readonly DeadLetter[]> {
    const { producerUrl = this.#options.url } = this.#options;
    const letters = new DeadLetters({ contract: contractOf(this.#options), app: "flow", environment: { BOOST_MAIN_URL: producerUrl } });
    const found: DeadLetter[] = [];
    try {
      for await (const letter of letters.find()) {
        found.push(letter);
        await visit?.(letter, letters);
      }
    } finally {
      await letters.close();
    }
    return found;
  }

  /** Queue, topic or stream that is read. */
  get address(): string {
    return this.#options.address;
  }

  get missing(): string[] {
    return [...this.confirmed].filter((id) => !this.handled.has(id) && !/^(reject|dead)/.test(id));
  }

  get duplicates(): number {
    return [...this.handled.values()].reduce((total, runs) => total + runs - 1, 0);
  }

  /** Resolves when everything that was confirmed is handled. */
  async settled(patience = 60_000): Promise<void> {
    const end = performance.now() + patience;
    while (this.missing.length > 0) {
      assert.equal(await this.ended(), undefined);
      if (performance.now() > end) {
        const state = JSON.stringify(await this.ready());
        assert.fail(
          `${this.missing.length} of ${this.confirmed.size} confirmed are missing, such as ${this.missing.slice(0, 5)}; ${state}\n${this.logged.slice(-10).join("\n")}`,
        );
      }
      await delay(50);
    }
  }

  async until(what: string, holds: () => boolean | Promise<boolean>, patience = 60_000): Promise<void> {
    const end = performance.now() + patience;
    while (!(await holds())) {
      if (performance.now() > end) {
        const { reasons } = await this.ready();
        const ledger = `${this.ledger}, last: ${this.failures.at(-1)}`;
        throw new Error(`not within ${patience} ms: ${what}; ${ledger}; ${reasons}\n${this.logged.slice(-40).join("\n")}`);
      }
      await delay(50);
    }
  }

  /** Readiness says so within the five seconds that it promises, and a little for the machine. */
  async turnsReady(ready: boolean, patience = 20_000): Promise<void> {
    await this.until(`ready: ${ready}`, async () => (await this.ready()).ready === ready, patience);
  }

  get ledger(): string {
    return `${this.confirmed.size} confirmed, ${this.handled.size} handled, ${this.duplicates} again, ${this.failures.length} publishes failed`;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#publishing;
    process.off("warning", this.#warned);
    await this.app.stop();
    await (await this.#producer?.catch(() => undefined))?.close();
  }

  async #connected(): Promise<Broker> {
    this.#producer ??= this.#open().catch((error: unknown) => {
      this.#producer = undefined;
      throw error;
    });
    return this.#producer;
  }

  async #open(): Promise<Broker> {
    const { protocol, url, producerUrl = url, client } = this.#options;
    const { username, password, href } = new URL(/^[a-z]+:/.test(producerUrl) ? producerUrl : `kafka://${producerUrl}`);
    const connection: BrokerConnection = {
      server: "producer",
      url: protocol === "kafka" ? producerUrl : href.replace(/\/\/[^@/]*@/, "//"),
      ...(username === "" ? {} : { username: decodeURIComponent(username), password: decodeURIComponent(password) }),
      clientId: "producer",
      ...(client === undefined ? {} : { client }),
      log: { debug() {}, info() {}, warn() {}, error() {} },
    };
    const broker = await openBroker(protocol, connection);
    try {
      await broker.connect();
      return broker;
    } catch (error) {
      await broker.close();
      throw error;
    }
  }
}
