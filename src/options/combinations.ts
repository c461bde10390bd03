import type { ConsumeOptions } from "./options.generated.ts";

/** Options that do not go together, looked at as they hold: those of the root, the operation, code and environment merged. */
export interface Combination {
  /** The option to point at. */
  readonly path: readonly string[];
  /** On servers of this protocol only. */
  readonly protocol?: "kafka" | "amqp" | "redis";
  readonly problem: string;
  readonly instead: string;
}

/** What a broker would refuse, what would lose messages in silence, and what nobody would act on. */
export function combinations({ ordering, orderBy, retry, delivery, amqp, redis }: ConsumeOptions<unknown>): readonly Combination[] {
  const wrong: Combination[] = [];
  if (retry?.maxInterval !== undefined && retry.initialInterval !== undefined && retry.maxInterval < retry.initialInterval)
    wrong.push({
      path: ["retry", "maxInterval"],
      problem: "`maxInterval` is shorter than `initialInterval`.",
      instead: "Make it at least as long.",
    });
  if (redis?.kind === "pubsub" && delivery !== "at-most-once")
    wrong.push({
      path: ["redis"],
      protocol: "redis",
      problem: "Redis pub/sub delivers at most once: what is published while nobody listens is lost.",
      instead: "Write `delivery: at-most-once` to accept that, or use `redis: { kind: stream }`.",
    });
  if (orderBy !== undefined && ordering !== undefined && ordering !== "key")
    wrong.push({
      path: ["orderBy"],
      problem: `\`orderBy\` needs \`ordering: key\`, not \`${ordering}\`.`,
      instead: "Leave one of the two out.",
    });
  if (amqp?.arguments !== undefined && amqp.declare !== "create")
    wrong.push({
      path: ["amqp"],
      problem: `Queue \`arguments\` are used when a queue is made, and with \`declare: ${amqp.declare ?? "check"}\` none is.`,
      instead: "Write `declare: create`, or leave the arguments out.",
    });
  return wrong;
}
