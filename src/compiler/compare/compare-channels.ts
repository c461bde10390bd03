import type { Channel, Server } from "../model/index.ts";
import { type Comparison, compareBindings, compareWords } from "./comparison.ts";
import { pairUp } from "./pair-up.ts";

export function compareServers(comparison: Comparison): void {
  const { before, after, report } = comparison;
  const { kept, removed, added } = pairUp(before.servers, after.servers, {
    nameOf: (server) => server.key,
    likeness: (server, side) => `${side} ${server.key}`,
  });
  for (const server of added) report("server-added", { name: server.key }, { subject: `server ${server.key}`, after: idOf(server) });
  for (const server of removed) report("server-removed", { name: server.key }, { subject: `server ${server.key}`, before: idOf(server) });
  for (const [old, now] of kept) {
    const at = { subject: `server ${now.key}`, before: idOf(old), after: idOf(now) };
    const compare = (
      code: "server-protocol-changed" | "server-host-changed" | "server-security-changed",
      what: string,
      print: (server: Server) => string,
    ): void => {
      if (print(old) !== print(now)) report(code, { what, before: `\`${print(old)}\``, after: `\`${print(now)}\`` }, at);
    };
    compare("server-protocol-changed", "the protocol", (server) => server.wireProtocol);
    compare("server-host-changed", "the address", (server) => `${server.host}${server.pathname ?? ""}`);
    compare("server-security-changed", "security", (server) => server.security.map(({ type }) => type).join(" or ") || "none");
    compareBindings(old, now, at, comparison);
    if (old.description !== now.description) report("description-changed", { name: "it" }, at);
  }
}

export function compareChannels(comparison: Comparison): void {
  const { before, after, report, renamedChannels } = comparison;
  const { kept, renamed, removed, added } = pairUp(before.channels, after.channels, {
    nameOf: (channel) => channel.key,
    likeness: (channel) => channel.address ?? `null ${channel.key}`,
  });
  for (const channel of added) report("channel-added", { name: channel.key }, { subject: `channel ${channel.key}`, after: idOf(channel) });
  for (const channel of removed)
    report("channel-removed", { name: channel.key }, { subject: `channel ${channel.key}`, before: idOf(channel) });
  for (const [old, now] of renamed) {
    renamedChannels.set(old.key, now.key);
    report(
      "channel-renamed",
      { what: "channel", before: old.key, after: now.key },
      { subject: `channel ${now.key}`, before: idOf(old), after: idOf(now) },
    );
  }
  for (const [old, now] of [...kept, ...renamed]) compareChannel(old, now, comparison);
}

function compareChannel(old: Channel, now: Channel, comparison: Comparison): void {
  const { report, fingerprint, renamedMessages } = comparison;
  const at = { subject: `channel ${now.key}`, before: idOf(old), after: idOf(now) };
  const address = (channel: Channel): string => (channel.address === null ? "only known at run time" : `\`${channel.address}\``);
  if (old.address !== now.address)
    report("channel-address-changed", { what: "the address", before: address(old), after: address(now) }, at);
  const kind = ({ redis }: Channel): string => `\`${redis?.kind ?? "stream"}\``;
  const envelope = ({ redis }: Channel): string => `\`${redis?.envelope ?? false}\``;
  for (const [what, read] of [
    ["its kind on Redis", kind],
    ["its envelope on Redis", envelope],
  ] as const)
    if (read(old) !== read(now)) report("channel-redis-changed", { what, before: read(old), after: read(now) }, at);
  const servers = (channel: Channel): string => channel.servers.map((server) => server.key).join(", ") || "every server";
  if (servers(old) !== servers(now))
    report("channel-servers-changed", { what: "its place", before: servers(old), after: servers(now) }, at);
  const parameters = (channel: Channel): ReadonlyMap<string, unknown> =>
    new Map(channel.parameters.map(({ description: _, ...parameter }) => [parameter.key, parameter]));
  for (const key of new Set([...parameters(old).keys(), ...parameters(now).keys()])) {
    const [a, b] = [parameters(old).get(key), parameters(now).get(key)];
    if (fingerprint(a ?? null, "before") !== fingerprint(b ?? null, "after")) report("channel-parameters-changed", { name: key }, at);
  }
  const differs = (part: (channel: Channel) => unknown): boolean => fingerprint(part(old), "before") !== fingerprint(part(now), "after");
  if (differs((channel) => bindingParts(channel).wire))
    report("binding-changed", { name: (now.binding ?? old.binding)?.protocols.join(" and ") ?? "" }, at);
  if (differs((channel) => bindingParts(channel).settings)) report("topic-settings-changed", {}, at);
  compareUnused(old, now, comparison);
  const dispatch = (channel: Channel, names: (name: string) => string): string =>
    JSON.stringify(channel.dispatch, (key, value) => (key === "message" && typeof value === "object" ? names(value.name) : value));
  const sameMessages =
    old.messages.map(({ name }) => renamedMessages.get(name) ?? name).join() === now.messages.map(({ name }) => name).join();
  if (sameMessages && dispatch(old, (name) => renamedMessages.get(name) ?? name) !== dispatch(now, (name) => name))
    report("dispatch-changed", { name: "dispatch" }, at);
  compareWords(old, now, at, comparison);
}

/** Messages that no operation speaks of; those that one does are reported with it. */
function compareUnused(old: Channel, now: Channel, { before, after, report, renamedMessages }: Comparison): void {
  const names = (channel: Channel): ReadonlyMap<string, string> =>
    new Map(channel.messages.map(({ name, id }) => [renamedMessages.get(name) ?? name, id]));
  const [oldNames, newNames] = [names(old), names(now)];
  const added = [...newNames].filter(([name]) => !oldNames.has(name));
  const removed = [...oldNames].filter(([name]) => !newNames.has(name));
  if (added.length + removed.length === 0) return;
  const used = new Set(
    [...before.operations, ...after.operations].flatMap(({ channel, messages }) =>
      channel === old || channel === now ? messages.map(({ message }) => message.name) : [],
    ),
  );
  for (const [name, id] of added)
    if (!used.has(name)) report("message-added", { name }, { subject: `channel ${now.key}`, before: idOf(old), after: id });
  for (const [name, id] of removed)
    if (!used.has(name)) report("message-removed", { name }, { subject: `channel ${now.key}`, before: id, after: idOf(now) });
}

/** Channels, servers and operations stand in the main file, whose identity the reader of a change knows. */
export function idOf({ pointer }: { readonly pointer: string }): string {
  return `#${pointer}`;
}

/** What only matters when a topic is made, and what everybody who uses the channel goes by. */
const topicSettings: ReadonlySet<string> = new Set(["partitions", "replicas", "topicConfiguration"]);

function bindingParts({ binding }: Channel): { readonly wire: object; readonly settings: object } {
  const entries = Object.entries(binding?.value ?? {});
  return {
    wire: Object.fromEntries(entries.filter(([name]) => !topicSettings.has(name))),
    settings: Object.fromEntries(entries.filter(([name]) => topicSettings.has(name))),
  };
}
