import { boostGroups } from "../../../options/boost.ts";
import { combinations } from "../../../options/combinations.ts";
import type { DocumentNode } from "../../document/node.ts";
import type { ConsumeOptions, Protocol } from "../../model/index.ts";
import { checkTemplate, type MessageShape } from "../expressions/check-expression.ts";
import type { Lowering } from "../lowering.ts";
import { child } from "../reading/fields.ts";
import { conjunctsOf, typesIn } from "../reading/schema-nodes.ts";
import { StrictReader } from "../reading/strict-reader.ts";

export interface OptionsInPlace {
  /** The operation, and its own `x-boost` where it has one. */
  readonly operation: DocumentNode;
  /** `x-boost` of the root. */
  readonly root: DocumentNode | undefined;
  readonly node: DocumentNode | undefined;
  /** As they hold, the root's included. */
  readonly options: ConsumeOptions;
  /** Where it receives from, on one broker or the other. */
  readonly addresses: readonly (string | null)[];
  /** Of the servers that the operation may run on. */
  readonly protocols: ReadonlySet<Protocol>;
  readonly messages: readonly MessageShape[];
}

/** What a broker would refuse, what would lose messages in silence, and what nobody would read. */
export function checkReceiving(
  { operation, root, node, options, addresses, protocols, messages }: OptionsInPlace,
  { sink }: Lowering,
): void {
  const reader = new StrictReader(node ?? operation, "x-boost", sink);
  const runsOn = (protocol: Protocol): boolean => protocols.size === 0 || protocols.has(protocol);
  const { orderBy, redis, kafka, deadLetter } = options;
  for (const { path, protocol, problem, instead } of combinations(options)) {
    if (protocol !== undefined && !runsOn(protocol)) continue;
    const place = nodeAt(node, path) ?? nodeAt(root, path) ?? reader.node;
    sink.report("extension-combination", place, { problem, instead });
  }
  if (typeof deadLetter === "string" && addresses.includes(deadLetter))
    reader.combination(
      `Dead letters would go to \`${deadLetter}\`, where the messages come from, and come back for ever.`,
      "Name another address.",
      "deadLetter",
    );
  const orderNode = child(node, "orderBy");
  if (orderBy !== undefined && orderNode !== undefined)
    for (const shape of messages) checkTemplate(orderBy, { node: orderNode, shape, sink });
  if (kafka?.tombstone === "handler") {
    for (const { name } of messages.filter(({ payload }) => payload !== undefined && !allowsNull(payload)))
      reader.combination(
        `\`tombstone: handler\` gives the handler \`null\`, which the payload of \`${name}\` does not allow.`,
        "Allow `null` in the schema, or choose `skip` or `invalid`.",
        "kafka",
      );
  }
  if (child(node, "request") !== undefined)
    reader.unused("`x-boost.request` is about waiting for replies; this operation receives.", "request");
  for (const protocol of ["kafka", "amqp", "redis"] as const) {
    if (child(node, protocol) !== undefined && !runsOn(protocol))
      reader.unused(`\`x-boost.${protocol}\` does nothing here: no server of the channel speaks \`${protocol}\`.`, protocol);
  }
  for (const key of ["minIdle", "trim"] as const) {
    if (redis?.kind === "pubsub" && nodeAt(node, ["redis", key]) !== undefined)
      reader.unused(`\`x-boost.redis.${key}\` is about streams; this is pub/sub.`, "redis");
  }
}

function nodeAt(node: DocumentNode | undefined, path: readonly string[]): DocumentNode | undefined {
  return path.reduce<DocumentNode | undefined>(child, node);
}

/** An operation that sends only needs to know where to, and how it is written. */
export function checkSending(node: DocumentNode | undefined, hasReply: boolean, { sink }: Lowering): void {
  if (node?.kind !== "object") return;
  const reader = new StrictReader(node, "x-boost", sink);
  for (const [key, value] of node.entries()) {
    if (key === asking) {
      if (!hasReply) reader.unused("`x-boost.request` is about waiting for replies; this operation has no `reply`.", key);
      continue;
    }
    const sent = sending.get(key);
    if (sent === undefined) reader.unused(`\`x-boost.${key}\` is about receiving; this operation sends.`, key);
    else if (sent !== "all" && value.kind === "object")
      for (const [inner] of value.entries())
        if (!sent.has(inner)) reader.unused(`\`x-boost.${key}.${inner}\` is about receiving; this operation sends.`, key);
  }
}

/** How replies are waited for: of operations that send. */
const asking = boostGroups.request.options[0]?.name;

/** Of the options that hold, those that mean something where messages are sent. */
export function sendingOptions(options: ConsumeOptions): ConsumeOptions {
  return Object.fromEntries(
    Object.entries(options).flatMap(([name, value]) => {
      const sent = sending.get(name);
      if (sent === undefined) return [];
      if (sent === "all") return [[name, value]];
      const inner = Object.entries(value as object).filter(([key]) => sent.has(key));
      return inner.length === 0 ? [] : [[name, Object.fromEntries(inner)]];
    }),
  );
}

/** Name of an option → whether all of it means something where messages are sent, or which of a group's options do. */
const sending: ReadonlyMap<string, "all" | ReadonlySet<string>> = new Map(
  boostGroups.consume.options.flatMap((option): [string, "all" | ReadonlySet<string>][] => {
    if (option.sends === true) return [[option.name, "all"]];
    const inner = option.kind === "group" ? option.options.filter(({ sends }) => sends === true).map(({ name }) => name) : [];
    return inner.length === 0 ? [] : [[option.name, new Set(inner)]];
  }),
);

function allowsNull(schema: DocumentNode): boolean {
  return conjunctsOf(schema).every((part) => typesIn(part)?.has("null") ?? true);
}
