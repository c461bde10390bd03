import type { LogEntry } from "kafkajs";
import { FatalError } from "../../ground/errors.ts";

export interface Place {
  readonly topic: string;
  readonly partition: number;
}

/**
 * Thrown when the offset that the group stands at is no longer in the log. `retriable` is kafkajs's word: without it the fetch would be
 * tried again for ever.
 */
export class OffsetOutOfRange extends FatalError {
  override readonly name = "OffsetOutOfRange";
  readonly retriable = false;

  constructor({ topic, partition }: Place, group: string) {
    super(
      `Kafka no longer has the message at which the group "${group}" stands in partition ${partition} of "${topic}": retention deleted it, or the topic was made anew. ` +
        "Nothing was skipped. Set `x-boost: { kafka: { outOfRange: earliest } }` (or latest), or move the group with kafka-consumer-groups --reset-offsets.",
    );
  }
}

/**
 * kafkajs 2.2.4 handles an offset out of range inside its fetch, without an event: it logs this line, then overwrites the stored offset
 * with its default. The line is the only chance to come in between; a test holds us to it.
 */
export function outOfRange({ namespace, log }: LogEntry): Place | undefined {
  if (namespace !== "ConsumerGroup" || !log.message.startsWith("Offset out of range, resetting")) return undefined;
  return { topic: String(log["topic"]), partition: Number(log["partition"]) };
}
