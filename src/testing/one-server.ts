import type { ChannelDefinition, ContractDefinition, OperationDefinition, ServerDefinition } from "../runtime/ground/contract.ts";

/**
 * The contract as a test sees it: servers that speak one protocol are one, since all of them are the broker in memory, and none wants
 * an address, credentials or a variable. Where a channel may be on different protocols a test could tell which, so that stays a question.
 * `chosen`: servers that the test names.
 */
export function oneServerPerProtocol<Contract extends ContractDefinition>(contract: Contract, chosen: readonly string[]): Contract {
  const all = Object.values(contract.servers);
  const standIns = new Map<ServerDefinition["protocol"], string>();
  for (const { key, protocol } of [...all.filter((server) => chosen.includes(server.key)), ...all])
    if (!standIns.has(protocol)) standIns.set(protocol, key);
  const standInOf = (key: string): string => standIns.get(contract.servers[key]?.protocol ?? "other") ?? key;
  const channelOf = once((channel: ChannelDefinition): ChannelDefinition => {
    const possible = channel.servers.length === 0 ? Object.keys(contract.servers) : channel.servers;
    return { ...channel, servers: [...new Set(possible.map(standInOf))] };
  });
  const operationOf = once(
    (operation: OperationDefinition): OperationDefinition => ({
      ...operation,
      channel: channelOf(operation.channel),
      ...(operation.reply?.channel === undefined ? {} : { reply: { ...operation.reply, channel: channelOf(operation.reply.channel) } }),
    }),
  );
  const placed = <Member extends { readonly operation: OperationDefinition }>(members: { readonly [name: string]: Member }) =>
    Object.fromEntries(Object.entries(members).map(([name, member]) => [name, { ...member, operation: operationOf(member.operation) }]));
  return {
    ...contract,
    servers: Object.fromEntries(all.map((server) => [server.key, inMemory(server)])),
    operations: contract.operations.map(operationOf),
    publishers: placed(contract.publishers),
    incoming: placed(contract.incoming),
  };
}

function inMemory({ key, protocol, wireProtocol }: ServerDefinition): ServerDefinition {
  return { key, protocol, wireProtocol, host: "memory", registryUrl: "memory:" };
}

function once<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new WeakMap<Key, { readonly value: Value }>();
  return (key) => {
    const known = made.get(key) ?? { value: make(key) };
    made.set(key, known);
    return known.value;
  };
}
