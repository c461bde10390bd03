/** From a contract and its configuration to subscriptions: one per server, addresses and group, feeding all their operations. */
import { isDeepStrictEqual } from "node:util";
import { bindsByWords, channelAddress, deadLetterSuffix, ownsQueue, schemaBinding } from "../../addresses/channel-address.ts";
import { combinations } from "../../options/combinations.ts";
import { consumeOptions } from "../../options/consume.ts";
import { mergeOptions } from "../../options/merge.ts";
import { consumeDefaults } from "../../options/options.generated.ts";
import { type Expanded, expandAddress } from "../addresses/expand.ts";
import { addressTexts } from "../addresses/pattern.ts";
import type { SubscriptionPlan } from "../brokers/broker.ts";
import { list, type Problems, type ProcessConfiguration } from "../config/environment.ts";
import { chosenServers, serverOf } from "../config/server.ts";
import { operationOptions, type SubscriberOptions } from "../config/subscriber-options.ts";
import { type Environment, inCapitals } from "../config/variables.ts";
import { defaultLimits } from "../decode/limits.ts";
import type { ChannelDefinition, ConsumeOptions, ContractDefinition, OperationDefinition, ServerDefinition } from "../ground/contract.ts";
import type { Logger } from "../ground/log.ts";
import { retryOf } from "./back-off.ts";
import type { OperationSettings, SubscriptionSettings } from "./settings.ts";
import { isOwnSource } from "./source.ts";

export interface PlanInput {
  readonly app: string;
  /** Name given to `addSubscribers`. */
  readonly subscriber: string;
  readonly contract: ContractDefinition;
  readonly options: SubscriberOptions;
  readonly process: ProcessConfiguration;
  readonly environment: Environment;
  readonly log: Logger;
}

export interface PlannedSubscription {
  readonly server: ServerDefinition;
  readonly plan: SubscriptionPlan;
  readonly settings: SubscriptionSettings;
}

interface PlannedOperation extends Expanded {
  readonly operation: OperationDefinition;
  readonly server: ServerDefinition;
  readonly group: string;
  readonly options: ConsumeOptions;
}

const defaultBuffer = { messages: 1_000, bytes: 8 * 1024 * 1024 };

export function planSubscriptions(input: PlanInput, problems: Problems): PlannedSubscription[] {
  const groups = new Map<string, PlannedOperation[]>();
  for (const operation of input.contract.operations) {
    if (operation.action !== "receive") continue;
    const planned = planOperation(operation, input, problems);
    if (planned === undefined) continue;
    // A queue gives each message to one consumer only, so whatever reads it has to be one subscription; elsewhere a group sees everything.
    const shared = planned.server.protocol === "amqp" && !ownsQueue(operation.channel);
    const source = JSON.stringify([planned.server.key, addressTexts(planned), shared ? "" : planned.group]);
    groups.set(source, [...(groups.get(source) ?? []), planned]);
  }
  return [...groups.values()].flatMap((operations) => combine(operations, input, problems) ?? []);
}

function planOperation(operation: OperationDefinition, input: PlanInput, problems: Problems): PlannedOperation | undefined {
  const { app, contract, environment } = input;
  const { channel } = operation;
  const server = serverOf(contract, channel, chosenServers(contract, input.options, input.process), problems);
  if (server === undefined) return undefined;
  const address = channelAddress(channel, server.protocol);
  if (address === null)
    return problems.add(`the operation "${operation.key}" receives from the channel "${channel.key}", which has no address`);
  const fromEnvironment = (channel.parameters ?? []).flatMap(({ key }) => {
    const values = list(environment[`BOOST_PARAMETER_${inCapitals(key)}`]);
    return values.length === 0 ? [] : [[key, values] as const];
  });
  const options = effective(operation, input);
  const expanded = expandAddress(channel, address, {
    protocol: server.protocol,
    given: { ...input.options.parameters, ...Object.fromEntries(fromEnvironment) },
    patterns: takesPatterns(server.protocol, channel, options),
  });
  if ("problem" in expanded) return problems.add(expanded.problem);
  // A field of Kafka's binding; on another server of the channel it says nothing.
  const isBound = server.protocol === "kafka" && contract.role !== "client";
  const binding = schemaBinding(isBound ? operation.binding?.["groupId"] : undefined);
  const group = options.group ?? binding.chosen ?? `${app}.${operation.name}`;
  if (binding.allowed.length > 0 && !binding.allowed.includes(group)) {
    problems.add(
      `the group of the operation "${operation.key}" is "${group}"; its binding allows ${binding.allowed.map((name) => `"${name}"`).join(", ")}`,
    );
  }
  const { deadLetter } = options;
  // What a pattern finds are never the dead letters: Kafka's topics are asked for without them, and those of pub/sub are a stream.
  const source = { ...expanded, patterns: [] };
  if (typeof deadLetter === "string" && isOwnSource({ channel, group, ...source }, server.protocol, deadLetter))
    problems.add(
      `the dead letters of the operation "${operation.key}" would go to "${deadLetter}", where its messages come from, and come back for ever; name another place with \`deadLetter\``,
    );
  for (const { protocol, problem, instead } of combinations(options)) {
    if (protocol === undefined || protocol === server.protocol)
      problems.add(`the operation "${operation.key}" cannot be consumed with these options: ${problem} ${instead}`);
  }
  return { operation, server, ...expanded, group, options };
}

/** Streams and shared queues have to be named; elsewhere the broker can be asked for what matches. */
function takesPatterns(protocol: string, channel: ChannelDefinition, { redis }: ConsumeOptions): boolean {
  if (protocol === "amqp") return bindsByWords(channel);
  return protocol === "kafka" || (protocol === "redis" && redis?.kind === "pubsub");
}

/** The document, under the options for all operations, under those for this one, under the environment. */
function effective(operation: OperationDefinition, { options, process }: PlanInput): ConsumeOptions {
  const own = Object.hasOwn(options.operations ?? {}, operation.name) ? options.operations?.[operation.name] : undefined;
  return mergeOptions<ConsumeOptions>(consumeOptions, [operation.options, operationOptions(options), own ?? {}, process.options]);
}

function combine(operations: readonly PlannedOperation[], input: PlanInput, problems: Problems): PlannedSubscription | undefined {
  const [first, ...others] = operations;
  if (first === undefined) return undefined;
  const name = operations.map(({ operation }) => operation.name).join("+");
  for (const other of others) {
    if (other.operation.channel !== first.operation.channel) {
      return problems.add(
        `the operations "${first.operation.key}" and "${other.operation.key}" read ${quoted(addressTexts(first))} through different channels; put their messages into one channel, or give them groups of their own`,
      );
    }
    const differing = disagreements(first.options, other.options);
    if (differing.length > 0)
      problems.add(
        `the operations "${first.operation.key}" and "${other.operation.key}" share ${quoted(addressTexts(first))}, but not: ${differing.join(", ")}`,
      );
  }
  const settings = new Map<string, OperationSettings>();
  for (const { operation, options } of operations) {
    for (const member of Object.keys(operation.messages)) {
      const taken = settings.get(member);
      if (taken !== undefined)
        problems.add(
          `the message "${member}" is received by both "${taken.operation.key}" and "${operation.key}" from ${quoted(addressTexts(first))}`,
        );
      settings.set(member, { operation, timeout: options.timeout ?? consumeDefaults.timeout, retry: retryOf(options.retry) });
    }
  }
  return { server: first.server, ...planOf(first, operations, name, settings, input) };
}

function planOf(
  first: PlannedOperation,
  operations: readonly PlannedOperation[],
  name: string,
  settings: ReadonlyMap<string, OperationSettings>,
  input: PlanInput,
): Omit<PlannedSubscription, "server"> {
  const { options, operation, addresses, patterns, group } = first;
  const { channel } = operation;
  const ownQueue = first.server.protocol === "amqp" && ownsQueue(channel);
  const foreign = first.server.protocol === "amqp" && !ownQueue ? "dead-letter" : "skip";
  const ordered = options.ordering ?? (mayOrder(operations, first) ? "key" : "none");
  const plan: SubscriptionPlan = {
    name: `${input.subscriber}.${name}`,
    app: input.app,
    channel,
    operation: operation.name,
    ...(operation.binding === undefined ? {} : { operationBinding: operation.binding }),
    addresses,
    ...(patterns.length === 0 ? {} : { patterns }),
    group,
    concurrency: options.concurrency ?? consumeDefaults.concurrency,
    ordering: ordered,
    deadLetter: options.deadLetter ?? `${addresses.length === 1 && !ownQueue ? addresses[0] : group}${deadLetterSuffix}`,
    attempts: Math.max(...[...settings.values()].map(({ retry }) => retry.attempts)),
    options,
    buffer: {
      messages: input.options.buffer?.messages ?? defaultBuffer.messages,
      bytes: input.options.buffer?.bytes ?? defaultBuffer.bytes,
    },
    log: input.log,
  };
  return {
    plan,
    settings: {
      protocol: first.server.protocol,
      server: first.server,
      operations: settings,
      retry: retryOf(options.retry),
      orderBy: options.orderBy,
      idFromBody: options.idFromBody ?? consumeDefaults.idFromBody,
      atMostOnce: options.delivery === "at-most-once",
      tombstone: options.kafka?.tombstone,
      unmatched: options.unmatched ?? consumeDefaults.unmatched,
      foreign: options.unmatched ?? foreign,
      unstorable: options.unstorable ?? consumeDefaults.unstorable,
      limits: {
        bodyBytes: input.options.limits?.bodyBytes ?? defaultLimits.bodyBytes,
        depth: input.options.limits?.depth ?? defaultLimits.depth,
      },
    },
  };
}

/** Whether anything could give a message an order; where nothing can, the broker need not keep one. */
function mayOrder(operations: readonly PlannedOperation[], { server, options }: PlannedOperation): boolean {
  if (server.protocol === "kafka" || options.orderBy !== undefined) return true;
  return operations.some(({ operation }) => Object.values(operation.messages).some(({ rules }) => rules.length > 0));
}

/** Options of the subscription as a whole, on which its operations have to agree. */
function disagreements(a: ConsumeOptions, b: ConsumeOptions): string[] {
  const shared = consumeOptions.options.filter(({ perOperation }) => perOperation !== true).map(({ name }) => name as keyof ConsumeOptions);
  return shared.filter((option) => !isDeepStrictEqual(a[option], b[option]));
}

function quoted(addresses: readonly string[]): string {
  return addresses.map((address) => `"${address}"`).join(", ");
}
