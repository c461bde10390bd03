import { timeOf } from "../../ground/time.ts";
import type { Delivery, RawHeaders } from "../broker.ts";
import { propertyHeader } from "../property-headers.ts";
import type { Entry } from "./wire.ts";

/** What a delivery asks of its subscription. */
export interface StreamSettling {
  acknowledge(delivery: StreamDelivery): Promise<void>;
  /** The server is told how many runs have begun. */
  counted(delivery: StreamDelivery, runs: number): Promise<void>;
  release(delivery: StreamDelivery): Promise<void>;
}

export class StreamDelivery implements Delivery {
  readonly address: string;
  readonly lane: string;
  readonly position: string;
  readonly key = undefined;
  readonly messageId = undefined;
  readonly body: Uint8Array;
  readonly headers: RawHeaders;
  readonly priorRuns: number;
  readonly careful: boolean;
  readonly id: string;
  /** Runs that the server should know of, should this be handed back. */
  runs: number;
  /** Shared by all entries of one read; a signal each would cost more than the handler of a small message. */
  readonly lease: AbortController;
  /** The stream no longer has it: who hands it back loses it. */
  isTrimmed = false;
  readonly #settling: StreamSettling;
  #settled = false;

  constructor(stream: string, entry: Entry, priorRuns: number, lease: AbortController, settling: StreamSettling) {
    this.id = entry.id;
    this.address = stream;
    this.lane = stream;
    this.position = `${stream}/${entry.id}`;
    this.body = entry.body;
    this.headers = entry.headers;
    this.priorRuns = priorRuns;
    this.runs = priorRuns;
    this.careful = priorRuns > 0;
    this.lease = lease;
    this.#settling = settling;
  }

  get signal(): AbortSignal {
    return this.lease.signal;
  }

  get correlationId(): string | undefined {
    return propertyHeader(this.headers, "correlationId");
  }

  get replyTo(): string | undefined {
    return propertyHeader(this.headers, "replyTo");
  }

  get contentType(): string | undefined {
    return propertyHeader(this.headers, "contentType");
  }

  /** The first part of an entry's id is the server's clock. */
  get timestamp(): number | undefined {
    return timeOf(Number(this.id.split("-")[0]));
  }

  /**
   * The server knows of the run before it begins, so that one that ends with the process is counted; a first run counts as read. A message
   * that is handed back in the middle of it gets the earlier count.
   */
  async begins(run: number): Promise<void> {
    if (!this.signal.aborted) await this.#settling.counted(this, run);
  }

  async acknowledge(): Promise<void> {
    await this.once(() => this.#settling.acknowledge(this));
  }

  async failed(runs: number): Promise<void> {
    if (this.signal.aborted) return;
    this.runs = runs;
    await this.#settling.counted(this, runs);
  }

  async release(): Promise<void> {
    await this.once(() => this.#settling.release(this));
  }

  /** Its settlement is on the way or confirmed. */
  get isSettled(): boolean {
    return this.#settled;
  }

  /** A settlement that failed may be tried again. */
  async once(settle: () => Promise<void>): Promise<void> {
    if (this.signal.aborted) return;
    if (this.#settled) throw new Error(`the message ${this.position} was settled before`);
    this.#settled = true;
    try {
      await settle();
    } catch (error) {
      this.#settled = false;
      throw error;
    }
  }
}
