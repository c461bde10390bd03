import { type AddressPart, addressParts } from "../../../addresses/address-template.ts";
import { addressField, ownsQueue } from "../../../addresses/channel-address.ts";
import type { DocumentNode } from "../../document/node.ts";
import { addressedOn, addressesOf, addressOn, type Channel, type Parameter, type Protocol } from "../../model/index.ts";
import type { Lowering } from "../lowering.ts";

/** Whether the messages of a channel lie in a queue that whoever reads it empties for everybody else. */
export function isSharedQueue(protocol: Protocol, channel: Pick<Channel, "address" | "binding">): boolean {
  return protocol === "amqp" && !ownsQueue(addressedOn(protocol, channel));
}

const brokerNames = { kafka: "Kafka", amqp: "RabbitMQ", redis: "Redis", other: "" } as const;

/** What no broker could have, reported while the document is at hand. */
export function checkAddress(
  channel: Pick<Channel, "address" | "binding" | "parameters">,
  protocols: ReadonlySet<Protocol>,
  node: DocumentNode,
  { sink }: Lowering,
): void {
  for (const protocol of protocols) {
    const address = addressOn(protocol, channel);
    const reason = address === null ? undefined : problemOf(address, literalOf(address, channel.parameters), protocol);
    if (address !== null && reason !== undefined)
      sink.report("address-invalid", node, { address, broker: brokerNames[protocol], reason }, { part: "key" });
  }
  for (const address of addressesOf(channel, protocols)) {
    const parts = addressParts(address ?? "");
    for (const [index, part] of parts.entries()) {
      const next = parts[index + 1];
      if (next !== undefined && "parameter" in part && "parameter" in next)
        sink.report("parameters-adjacent", node, { first: part.parameter, second: next.parameter }, { part: "key" });
    }
  }
}

/**
 * The parameters that the addresses on the brokers name. Where a binding names the address, those of the document's own address that it
 * leaves out are in no message's address, so there is nothing to read them from: reported, and not promised to anybody.
 */
export function addressedParameters(
  channel: Pick<Channel, "address" | "binding" | "parameters">,
  protocols: ReadonlySet<Protocol>,
  nodes: ReadonlyMap<string, DocumentNode>,
  { sink }: Lowering,
): readonly Parameter[] {
  const addresses = [...protocols]
    .filter((protocol) => protocol !== "other")
    .map((protocol) => ({ protocol, address: addressOn(protocol, channel) }));
  return channel.parameters.flatMap((parameter): Parameter[] => {
    const without = addresses.filter(({ address }) => address !== null && !names(address, parameter.key));
    for (const { protocol, address } of without) {
      const field = addressField(addressedOn(protocol, channel), protocol);
      const node = nodes.get(parameter.key);
      if (field !== undefined && node !== undefined)
        sink.report(
          "parameter-not-in-binding",
          node,
          { parameter: parameter.key, field, address: address ?? "", documented: channel.address ?? "" },
          { part: "key" },
        );
    }
    if (without.length === 0) return [parameter];
    return without.length === addresses.length ? [] : [{ ...parameter, optional: true }];
  });
}

function names(address: string, parameter: string): boolean {
  return addressParts(address).some((part) => "parameter" in part && part.parameter === parameter);
}

/** What stands in braces and is no parameter of the channel is text like any other. */
function literalOf(address: string, parameters: readonly Parameter[]): string {
  const textOf = (part: AddressPart): string => {
    if ("literal" in part) return part.literal;
    return parameters.some(({ key }) => key === part.parameter) ? "" : `{${part.parameter}}`;
  };
  return addressParts(address).map(textOf).join("");
}

function problemOf(address: string, literal: string, protocol: Protocol): string | undefined {
  if (address === "" && protocol !== "other") return "it is empty";
  const bytes = Buffer.byteLength(literal);
  switch (protocol) {
    case "kafka": {
      const strange = /[^a-zA-Z0-9._-]/u.exec(literal)?.[0];
      if (strange !== undefined) return `a topic has letters, digits, \`.\`, \`_\` and \`-\`, and no \`${strange}\``;
      if (bytes > 249) return "a topic has 249 characters at most";
      return literal === "." || literal === ".." ? "that is no name for a topic" : undefined;
    }
    case "amqp":
      return bytes > 255 ? "a queue or routing key has 255 bytes at most" : undefined;
    case "redis":
    case "other":
      return undefined;
  }
}

/** Whether an address to receive from is known on one of the servers. */
export function canReceive(channel: Pick<Channel, "address" | "binding">, protocols: ReadonlySet<Protocol>): boolean {
  return addressesOf(channel, protocols).some((address) => address !== null);
}
