import { addressParts } from "../../addresses/address-template.ts";
import { channelAddress } from "../../addresses/channel-address.ts";
import type { ChannelDefinition } from "../ground/contract.ts";
import { InvalidMessage } from "../ground/errors.ts";
import { AddressMatcher, type Piece } from "./match.ts";

/** One matcher per channel object and protocol; channels live as long as the contract. */
const matchers = new WeakMap<ChannelDefinition, Map<string, AddressMatcher>>();
const none: { readonly [name: string]: string } = Object.freeze({});

/** Parameter values of a concrete address. @throws InvalidMessage for an address that the channel does not have, or a value outside its enum. */
export function parseAddress(channel: ChannelDefinition, address: string, protocol: string): { readonly [name: string]: string } {
  const { parameters } = channel;
  if (parameters === undefined || parameters.length === 0) return none;
  const form = channelAddress(channel, protocol);
  if (form === null) return none;
  const pieces = matcherOf(channel, form, protocol).match(address);
  if (pieces === undefined) throw new InvalidMessage(`the address "${address}" is not of the form "${form}"`, { code: "parameters" });
  const values: { [name: string]: string } = {};
  for (const [index, part] of addressParts(form).entries()) {
    if ("literal" in part) continue;
    const { parameter: name } = part;
    const value = pieces[index] ?? "";
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

function matcherOf(channel: ChannelDefinition, address: string, protocol: string): AddressMatcher {
  const known = matchers.get(channel)?.get(protocol);
  if (known !== undefined) return known;
  const pieces = addressParts(address).map((part): Piece => {
    if ("literal" in part) return part;
    // What the document lists may hold a separator.
    const listed = channel.parameters?.find(({ key }) => key === part.parameter)?.enum ?? [];
    return listed.length > 0 ? { listed } : "free";
  });
  const matcher = new AddressMatcher(pieces, protocol);
  const own = matchers.get(channel) ?? new Map<string, AddressMatcher>();
  matchers.set(channel, own.set(protocol, matcher));
  return matcher;
}
