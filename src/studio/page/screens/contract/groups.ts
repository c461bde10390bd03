import type { ChannelView } from "../../../shared/contract.ts";

export type ListRow =
  | { readonly kind: "group"; readonly name: string; readonly count: number }
  | { readonly kind: "channel"; readonly channel: ChannelView };

/** Below it a list is read as it stands. */
const few = 12;

/** Channels under the server they are on, and where those are many under the first part of their address. */
export function grouped(channels: readonly ChannelView[]): readonly ListRow[] {
  const byServer = new Map<string, ChannelView[]>();
  for (const channel of channels) put(byServer, channel.servers.join(", ") || "every server", channel);
  return [...byServer].flatMap(([server, members]) => {
    if (members.length <= few) return rows(byServer.size > 1 ? server : "", members);
    const byPrefix = new Map<string, ChannelView[]>();
    for (const channel of members) put(byPrefix, prefixOf(channel), channel);
    const large = [...byPrefix].filter(([, inside]) => inside.length > 1);
    const rest = [...byPrefix].filter(([, inside]) => inside.length === 1).flatMap(([, inside]) => inside);
    const named = (part: string): string => (byServer.size > 1 ? `${server} · ${part}` : part);
    return [...large.flatMap(([prefix, inside]) => rows(named(prefix), inside)), ...rows(named("others"), rest)];
  });
}

function prefixOf({ address, key }: ChannelView): string {
  return /^[^./:_-]+/.exec(address ?? key)?.[0] ?? "";
}

function put(map: Map<string, ChannelView[]>, key: string, channel: ChannelView): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [channel]);
  else list.push(channel);
}

function rows(name: string, channels: readonly ChannelView[]): readonly ListRow[] {
  const members = channels.map((channel): ListRow => ({ kind: "channel", channel }));
  return name === "" || members.length === 0 ? members : [{ kind: "group", name, count: members.length }, ...members];
}
