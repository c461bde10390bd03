import { deadLetterSuffix } from "../../../addresses/channel-address.ts";
import type { AddressPattern } from "../../addresses/pattern.ts";
import { sentence } from "../../ground/errors.ts";
import type { Logger } from "../../ground/log.ts";
import type { AdminQueries } from "./admin-queries.ts";

/** Milliseconds. kafkajs subscribes to the topics that a pattern matches at that moment only, so who comes later is looked for. */
const lookAgain = 60_000;

export interface TopicWatchOptions {
  readonly queries: AdminQueries;
  readonly patterns: readonly AddressPattern[];
  /** Where the subscription that reads the patterns puts its dead letters. */
  readonly except: string | false;
  /** Milliseconds; what the user passed to kafkajs as `consumer.metadataMaxAge`, which is this with other clients. */
  readonly every: number | undefined;
  readonly changed: (topics: readonly string[]) => void;
  readonly log: Logger;
}

/** Neither dead letters nor Kafka's own topics are read for a pattern. */
export function matchesTopic(topic: string, { patterns, except }: Pick<TopicWatchOptions, "patterns" | "except">): boolean {
  if (topic === except || topic.endsWith(deadLetterSuffix) || topic.startsWith("__")) return false;
  return patterns.some(({ matches }) => matches(topic));
}

/** The topics that match, and a call for each change of them. */
export class TopicWatch {
  readonly #options: TopicWatchOptions;
  #topics: readonly string[] = [];
  #timer: NodeJS.Timeout | undefined;
  #ended = false;

  constructor(options: TopicWatchOptions) {
    this.#options = options;
  }

  get topics(): readonly string[] {
    return this.#topics;
  }

  /** Looks, and keeps looking. @throws a sentence when the first look fails */
  async start(): Promise<void> {
    this.#topics = await this.#look();
    this.#again();
  }

  matches(topic: string): boolean {
    return matchesTopic(topic, this.#options);
  }

  /** Looks now instead of later. */
  async now(): Promise<void> {
    clearTimeout(this.#timer);
    try {
      const topics = await this.#look();
      if (this.#ended) return;
      if (topics.join() !== this.#topics.join()) {
        this.#topics = topics;
        this.#options.changed(topics);
      }
    } catch (error) {
      this.#options.log.debug({ error }, `looking for topics failed and is repeated: ${sentence(error)}`);
    }
    this.#again();
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
  }

  async #look(): Promise<readonly string[]> {
    return (await this.#options.queries.topics()).filter((topic) => this.matches(topic)).sort();
  }

  #again(): void {
    if (!this.#ended) this.#timer = setTimeout(() => void this.now(), this.#options.every ?? lookAgain).unref();
  }
}
