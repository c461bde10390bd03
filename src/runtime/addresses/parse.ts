import { addressParts, regExpText, valuePattern } from "../../addresses/address-template.ts";
import { channelAddress } from "../../addresses/channel-address.ts";
import type { ChannelDefinition } from "../ground/contract.ts";
import { InvalidMessage } from "../ground/errors.ts";

interface Parser {
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

/** One parser per channel object and protocol; channels live as long as the contract. */
const parsers = new WeakMap<ChannelDefinition, Map<string, Parser>>();
const none: { readonly [name: string]: string } = Object.freeze({});

/** Parameter values of a concrete address. @throws InvalidMessage for an address that the channel does not have, or a value outside its enum. */
export function parseAddress(channel: ChannelDefinition, address: string, protocol: string): { readonly [name: string]: string } {
  const { parameters } = channel;
  if (parameters === undefined || parameters.length === 0) return none;
  const form = channelAddress(channel, protocol);
  if (form === null) return none;
  const { pattern, names } = parserOf(channel, form, protocol);
  const match = pattern.exec(address);
  if (match === null) throw new InvalidMessage(`the address "${address}" is not of the form "${form}"`, { code: "parameters" });
  const values: { [name: string]: string } = {};
  for (const [index, name] of names.entries()) {
    const value = match[index + 1] ?? "";
    const allowed = parameters.find(({ key }) => key === name)?.enum;
    if (allowed !== undefined && allowed.length > 0 && !allowed.includes(value)) {
      throw new InvalidMessage(`the address "${address}" has "${value}" for "${name}"; the document allows ${allowed.join(", ")}`, {
        code: "parameters",
      });
    }
    values[name] = value;
  }
  return values;
}

function parserOf(channel: ChannelDefinition, address: string, protocol: string): Parser {
  const known = parsers.get(channel)?.get(protocol);
  if (known !== undefined) return known;
  const names: string[] = [];
  const source = addressParts(address).map((part) => {
    if ("literal" in part) return regExpText(part.literal);
    names.push(part.parameter);
    const allowed = channel.parameters?.find(({ key }) => key === part.parameter)?.enum ?? [];
    // What the document lists may hold a separator; longest first, so that a value is not mistaken for one that it begins with.
    const listed = [...allowed].sort((a, b) => b.length - a.length).map(regExpText);
    return `(${listed.length > 0 ? listed.join("|") : valuePattern(protocol)})`;
  });
  const parser = { pattern: new RegExp(`^${source.join("")}$`), names };
  const own = parsers.get(channel) ?? new Map<string, Parser>();
  parsers.set(channel, own.set(protocol, parser));
  return parser;
}
