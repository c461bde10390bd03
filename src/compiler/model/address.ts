import { type Addressed, channelAddress } from "../../addresses/channel-address.ts";
import type { Channel } from "./channel.ts";
import type { Protocol } from "./server.ts";

/** Where a channel is on a broker; `null` is only known at run time. */
export function addressOn(protocol: Protocol, channel: Pick<Channel, "address" | "binding">): string | null {
  return channelAddress(addressedOn(protocol, channel), protocol);
}

/** What the runtime will see: the address, and a binding where it is one of the protocol. */
export function addressedOn(protocol: Protocol, { address, binding }: Pick<Channel, "address" | "binding">): Addressed {
  return binding?.protocols.some((bound) => bound === protocol) === true ? { address, binding: binding.value } : { address };
}

/** What a channel is called on its brokers, each address once; without brokers, what the document says. */
export function addressesOf(channel: Pick<Channel, "address" | "binding">, protocols: Iterable<Protocol>): readonly (string | null)[] {
  const addresses = new Set([...protocols].map((protocol) => addressOn(protocol, channel)));
  return addresses.size === 0 ? [channel.address] : [...addresses];
}
