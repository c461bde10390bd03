import type { Operation } from "../model/index.ts";
import { idOf } from "./compare-channels.ts";
import { type Comparison, compareWords } from "./comparison.ts";
import { pairUp } from "./pair-up.ts";

export function compareOperations(comparison: Comparison): void {
  const { before, after, report, renamedMessages, renamedChannels } = comparison;
  const likeness = ({ action, channel, messages }: Operation, side: "before" | "after"): string => {
    const renamed = (names: ReadonlyMap<string, string>, name: string): string => (side === "before" ? (names.get(name) ?? name) : name);
    return JSON.stringify([
      action,
      renamed(renamedChannels, channel.key),
      messages.map(({ message }) => renamed(renamedMessages, message.name)).sort(),
    ]);
  };
  const { kept, renamed, removed, added } = pairUp(before.operations, after.operations, { nameOf: (operation) => operation.key, likeness });
  for (const operation of added)
    report("operation-added", { name: operation.key }, { subject: `operation ${operation.key}`, after: idOf(operation) });
  for (const operation of removed)
    report("operation-removed", { name: operation.key }, { subject: `operation ${operation.key}`, before: idOf(operation) });
  for (const [old, now] of renamed) {
    report(
      "operation-renamed",
      { what: "operation", before: old.key, after: now.key },
      { subject: `operation ${now.key}`, before: idOf(old), after: idOf(now) },
    );
  }
  for (const [old, now] of [...kept, ...renamed]) compareOperation(old, now, comparison);
}

function compareOperation(old: Operation, now: Operation, comparison: Comparison): void {
  const { report, fingerprint, renamedMessages, renamedChannels } = comparison;
  const at = { subject: `operation ${now.key}`, before: idOf(old), after: idOf(now) };
  if (old.action !== now.action)
    report("operation-reversed", { what: "its side", before: `\`${old.action}\``, after: `\`${now.action}\`` }, at);
  const channel = renamedChannels.get(old.channel.key) ?? old.channel.key;
  if (channel !== now.channel.key)
    report("operation-moved", { what: "its channel", before: `\`${channel}\``, after: `\`${now.channel.key}\`` }, at);

  const earlier = new Map(old.messages.map((entry) => [renamedMessages.get(entry.message.name) ?? entry.message.name, entry]));
  for (const entry of now.messages) {
    const { name, id } = entry.message;
    const known = earlier.get(name);
    if (known === undefined) report("operation-message-added", { name }, { ...at, after: id });
    else if (fingerprint(known.rules, "before") !== fingerprint(entry.rules, "after")) report("workflow-rules-changed", { name }, at);
    earlier.delete(name);
  }
  for (const [name, { message }] of earlier) report("operation-message-removed", { name }, { ...at, before: message.id });

  for (const key of new Set([...Object.keys(old.options), ...Object.keys(now.options)])) {
    const option = (operation: Operation): unknown => (operation.options as { readonly [key: string]: unknown })[key] ?? null;
    if (fingerprint(option(old), "before") !== fingerprint(option(now), "after")) report("operation-options-changed", { name: key }, at);
  }
  if (fingerprint(old.binding?.value ?? null, "before") !== fingerprint(now.binding?.value ?? null, "after"))
    report("binding-changed", { name: (now.binding ?? old.binding)?.protocols.join(" and ") ?? "" }, at);
  compareReplies(old, now, comparison);
  compareWords(
    { ...old, description: `${old.summary ?? ""}${old.description ?? ""}` },
    { ...now, description: `${now.summary ?? ""}${now.description ?? ""}` },
    at,
    comparison,
  );
}

function compareReplies(old: Operation, now: Operation, { report, fingerprint, renamedMessages }: Comparison): void {
  const at = { subject: `operation ${now.key}`, before: idOf(old), after: idOf(now) };
  // Who asks need not: the request is published as before.
  if (now.action === "send" && old.action === "send" && (old.reply === undefined || now.reply === undefined)) {
    if (now.reply !== undefined) report("reply-added", {}, at);
    if (old.reply !== undefined) report("reply-removed", {}, at);
    return;
  }
  const parts: readonly (readonly [string, (operation: Operation, names: ReadonlyMap<string, string>) => unknown])[] = [
    ["the channel", ({ reply }) => reply?.channel?.address],
    ["the address", ({ reply }) => reply?.address],
    ["the messages", ({ reply }, names) => reply?.messages.map(({ name }) => names.get(name) ?? name)],
  ];
  for (const [name, read] of parts)
    if (JSON.stringify(read(old, renamedMessages)) !== JSON.stringify(read(now, new Map()))) report("reply-changed", { name }, at);
  if (fingerprint(old.reply?.request ?? null, "before") !== fingerprint(now.reply?.request ?? null, "after"))
    report("reply-waiting-changed", {}, at);
}
