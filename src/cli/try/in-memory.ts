import type { ContractDefinition } from "boost-gen/tools";

type Operation = ContractDefinition["operations"][number];
type Channel = Operation["channel"];
type Environment = { readonly [name: string]: string | undefined };

export interface InMemory {
  readonly contract: ContractDefinition;
  /** A channel has no broker that we speak to; one in memory stands in all the same. */
  readonly standsIn: boolean;
  /** Values of parameters that a broker could not be asked for. */
  readonly parameters: Environment;
}

const standIn = "memory";

/** The contract for a trial: where every broker is in memory, no server has to be named, chosen or known. */
export function inMemory(contract: ContractDefinition, environment: Environment): InMemory {
  let standsIn = false;
  let readsAsTopic = false;
  const parameters: { [name: string]: string } = {};
  const chosen = (environment["BOOST_SERVER"] ?? "").split(",");
  const channelOf = once((channel: Channel): Channel => {
    const possible = channel.servers.length === 0 ? Object.keys(contract.servers) : channel.servers;
    const known = possible.filter((key) => (contract.servers[key]?.protocol ?? "other") !== "other");
    const server = known.find((key) => chosen.includes(key)) ?? known[0];
    if (server === undefined) standsIn = true;
    // Queues and streams cannot be looked for by pattern, as topics can.
    const open = ["redis", "amqp"].includes(contract.servers[server ?? ""]?.protocol ?? "")
      ? (channel.parameters ?? []).filter(({ enum: values = [], key }) => values.length === 0 && !environment[variableOf(key)])
      : [];
    // What the message says is known with the message only, so such a channel is read as a topic.
    if (open.some(({ location }) => location !== undefined)) {
      readsAsTopic = true;
      return { ...channel, servers: [standIn] };
    }
    for (const { key } of open) parameters[variableOf(key)] = key;
    return { ...channel, servers: [server ?? standIn] };
  });
  const operationOf = once((operation: Operation): Operation => {
    const { reply } = operation;
    const answered = reply?.channel === undefined ? {} : { reply: { ...reply, channel: channelOf(reply.channel) } };
    return { ...operation, channel: channelOf(operation.channel), ...answered };
  });
  const placed = (members: ContractDefinition["incoming"]): ContractDefinition["incoming"] =>
    Object.fromEntries(Object.entries(members).map(([name, member]) => [name, { ...member, operation: operationOf(member.operation) }]));
  const operations = contract.operations.map(operationOf);
  const servers =
    standsIn || readsAsTopic
      ? { ...contract.servers, [standIn]: { key: standIn, protocol: "kafka", wireProtocol: "kafka", host: "memory" } as const }
      : contract.servers;
  return {
    contract: { ...contract, servers, operations, incoming: placed(contract.incoming), publishers: placed(contract.publishers) },
    standsIn,
    parameters,
  };
}

/** What the environment calls a parameter. */
export function variableOf(parameter: string): string {
  return `BOOST_PARAMETER_${parameter.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}`;
}

function once<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}
