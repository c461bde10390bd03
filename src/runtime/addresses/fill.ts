import { evaluate, type Facts } from "../expressions/evaluate.ts";
import type { ChannelDefinition } from "../ground/contract.ts";
import { InvalidMessage } from "../ground/errors.ts";
import { addressParts, valuePattern } from "./template.ts";

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
  if (channel.address === null)
    throw new InvalidMessage(`the channel "${channel.key}" has no address; pass one in the options`, { code: "parameters" });
  const { parameters = [] } = channel;
  if (parameters.length === 0) return channel.address;
  return addressParts(channel.address)
    .map((part) => ("literal" in part ? part.literal : parameterValue(channel, part.parameter, protocol, given, facts)))
    .join("");
}

function parameterValue(
  channel: ChannelDefinition,
  name: string,
  protocol: string,
  given: { readonly [name: string]: string },
  facts: Facts,
): string {
  const parameter = channel.parameters?.find(({ key }) => key === name);
  const located = parameter?.location === undefined ? undefined : evaluate(parameter.location, facts);
  const value = (Object.hasOwn(given, name) ? given[name] : undefined) ?? located ?? parameter?.default;
  if (value === undefined) throw new InvalidMessage(`the address "${channel.address}" needs a value for "${name}"`, { code: "parameters" });
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
