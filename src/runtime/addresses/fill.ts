import { addressParts, valuePattern } from "../../addresses/address-template.ts";
import { channelAddress } from "../../addresses/channel-address.ts";
import { evaluate, type Facts } from "../expressions/evaluate.ts";
import type { ChannelDefinition } from "../ground/contract.ts";
import { InvalidMessage } from "../ground/errors.ts";

/**
 * The concrete address of a message that is published: parameters from the options, else from their `location` in the message, else
 * their default. @throws InvalidMessage for a missing value, one outside its enum, or one with the broker's separators or wildcards.
 */
export function fillAddress(
  channel: ChannelDefinition,
  protocol: string,
  given: { readonly [name: string]: string },
  facts: Facts,
): string {
  const address = channelAddress(channel, protocol);
  if (address === null)
    throw new InvalidMessage(`the channel "${channel.key}" has no address; pass one in the options`, { code: "parameters" });
  const { parameters = [] } = channel;
  if (parameters.length === 0) return address;
  return addressParts(address)
    .map((part) => ("literal" in part ? part.literal : parameterValue(channel, part.parameter, { protocol, address, given, facts })))
    .join("");
}

interface Filling {
  readonly protocol: string;
  readonly address: string;
  readonly given: { readonly [name: string]: string };
  readonly facts: Facts;
}

function parameterValue(channel: ChannelDefinition, name: string, { protocol, address, given, facts }: Filling): string {
  const parameter = channel.parameters?.find(({ key }) => key === name);
  const located = parameter?.location === undefined ? undefined : evaluate(parameter.location, facts);
  const value = (Object.hasOwn(given, name) ? given[name] : undefined) ?? located ?? parameter?.default;
  if (value === undefined) throw new InvalidMessage(`the address "${address}" needs a value for "${name}"`, { code: "parameters" });
  const text = String(value);
  const allowed = parameter?.enum ?? [];
  if (allowed.length > 0) {
    if (allowed.includes(text)) return text;
    throw new InvalidMessage(`"${text}" is not a value of the parameter "${name}"; the document allows ${allowed.join(", ")}`, {
      code: "parameters",
    });
  }
  if (typeof value === "object" || !new RegExp(`^${valuePattern(protocol)}$`).test(text)) {
    throw new InvalidMessage(
      `"${text}" cannot be the parameter "${name}" of a ${protocol} address: it is empty or has a separator, a wildcard or a space`,
      { code: "parameters" },
    );
  }
  return text;
}
