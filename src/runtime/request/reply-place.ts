import type { Broker } from "../brokers/broker.ts";
import type { ReplyDelivery, ReplyIntake, ReplyPlan } from "../brokers/replies.ts";
import type { Clock } from "../ground/clock.ts";
import { InvalidMessage, InvalidReply, RequestLost, sentence } from "../ground/errors.ts";
import type { ReplyReader } from "./reply-reader.ts";
import type { OperationMonitor, RequestMonitor } from "./request-monitor.ts";
import { WaitingRequests } from "./waiting-requests.ts";

/** Who asks: an operation, with how its replies are read. */
export interface Asker {
  readonly operation: string;
  readonly reader: ReplyReader;
  readonly monitor: OperationMonitor;
}

export interface ReplyPlaceOptions {
  readonly server: string;
  readonly plan: ReplyPlan;
  readonly connected: () => Promise<Broker>;
  readonly clock: Clock;
  readonly monitor: RequestMonitor;
}

/** One address that replies come to, and who waits for them there. Opened with the first request, and again after it ended. */
export class ReplyPlace {
  readonly waiting: WaitingRequests<Asker>;
  readonly #options: ReplyPlaceOptions;
  /** Operations whose replies come here. */
  readonly #readers = new Set<ReplyReader>();
  #intake: Promise<ReplyIntake> | undefined;
  #closed = false;

  constructor(options: ReplyPlaceOptions) {
    this.#options = options;
    this.waiting = new WaitingRequests(options.clock);
  }

  get plan(): ReplyPlan {
    return this.#options.plan;
  }

  addReader(reader: ReplyReader): void {
    this.#readers.add(reader);
  }

  /** Resolves when a reply to what is sent from now on will be seen. @throws what the broker says, as a sentence */
  async open(): Promise<void> {
    this.#intake ??= this.#open().catch((error: unknown) => {
      this.#intake = undefined;
      throw error;
    });
    await (await this.#intake).ready();
  }

  async close(reason: Error): Promise<void> {
    this.#closed = true;
    this.waiting.rejectAll(reason);
    const intake = await this.#intake?.catch(() => undefined);
    await intake?.close();
  }

  async #open(): Promise<ReplyIntake> {
    const { plan } = this.#options;
    const broker = await this.#options.connected();
    let isOver = false;
    let opened: ReplyIntake | undefined;
    const intake = await broker.awaitReplies(plan, {
      deliver: (reply) => void this.#receive(reply),
      lost: (cause) => this.#lost(cause),
      ended: (cause) => {
        isOver = true;
        this.#intake = undefined;
        this.#lost(cause);
        // What it still holds would come back with the connection, beside the one that the next request opens.
        void opened?.close().catch((error: unknown) => plan.log.debug({ error }, `closing what read replies failed: ${sentence(error)}`));
        plan.log.warn({ address: plan.address, error: cause }, `replies at "${plan.address}" are read no more: ${sentence(cause)}`);
      },
    });
    opened = intake;
    if (isOver || this.#closed) {
      await intake.close();
      throw new RequestLost(`replies at "${plan.address}" are read no more`);
    }
    return intake;
  }

  #lost(cause: Error): void {
    if (this.waiting.size === 0) return;
    this.waiting.rejectAll(
      new RequestLost(
        `the reply may be lost: the connection that it would come through, to "${this.plan.address}", is down: ${sentence(cause)}`,
        {
          cause,
        },
      ),
    );
  }

  /** Never rejects. */
  async #receive(reply: ReplyDelivery): Promise<void> {
    const seen: string[] = [];
    for (const reader of this.#readers) {
      try {
        const found = reader.idsIn(reply);
        const ids = found instanceof Promise ? await found : found;
        const id = ids.find((candidate) => this.waiting.of(candidate)?.asker.reader === reader);
        if (id !== undefined) return await this.#answer(id, reply);
        seen.push(...ids);
      } catch (error) {
        this.plan.log.debug({ error }, `a reply at "${this.plan.address}" cannot be read: ${sentence(error)}`);
      }
    }
    this.#drop(seen);
  }

  async #answer(id: string, reply: ReplyDelivery): Promise<void> {
    const waiting = this.waiting.of(id);
    if (waiting === undefined) return;
    const { operation, reader } = waiting.asker;
    let settle: () => void;
    try {
      const read = reader.read(reply);
      const payload = read instanceof Promise ? await read : read;
      settle = () => waiting.resolve(payload);
    } catch (error) {
      const said =
        error instanceof InvalidMessage ? new InvalidReply(`the reply to the request "${operation}" is ${error.message}`, error) : error;
      settle = () => waiting.reject(said);
    }
    // While it was read, who waited gave up: a later attempt waits under the id, or the reply is late.
    if (waiting.isOver) await this.#receive(reply);
    else settle();
  }

  /** At an address that several processes share, what answers nobody here is another one's. */
  #drop(ids: readonly string[]): void {
    const asker = ids.map((id) => this.waiting.takeGivenUp(id)).find((found) => found !== undefined);
    const { plan, monitor, server } = this.#options;
    if (asker !== undefined) {
      asker.monitor.late();
      plan.log.debug({ operation: asker.operation, ids }, "a reply came when nobody waited for it any more; it is dropped");
    } else if (plan.isOwn) {
      monitor.unknown(server);
      plan.log.debug({ address: plan.address, ids }, "a reply answers no request of this process; it is dropped");
    }
  }
}
