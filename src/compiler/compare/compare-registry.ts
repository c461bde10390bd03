import { framingSaid, strategySaid, usualFraming } from "../../addresses/schema-registry.ts";
import { type Channel, type Contract, type Message, registryUrlOf, type Server } from "../model/index.ts";
import { idOf } from "./compare-channels.ts";
import type { Comparison } from "./comparison.ts";

/** What names the schema that a message was written with, and where schemas are: of every server, and of every message where it is carried. */
export function compareRegistries(comparison: Comparison): void {
  const { before, after, renamedChannels, renamedMessages } = comparison;
  for (const old of before.servers) {
    const now = after.servers.find(({ key }) => key === old.key);
    if (now !== undefined) compareAddress(old, now, comparison);
  }
  const told = new Set<string>();
  for (const channel of before.channels) {
    const newChannel = after.channels.find(({ key }) => key === (renamedChannels.get(channel.key) ?? channel.key));
    for (const message of channel.messages) {
      const now = newChannel?.messages.find(({ name }) => name === (renamedMessages.get(message.name) ?? message.name));
      if (newChannel === undefined || now === undefined) continue;
      compareNaming(namingOf(message, channel, before), namingOf(now, newChannel, after), { old: message, now, told }, comparison);
    }
  }
}

/** A registry that comes or goes shows in what its messages have around them. */
function compareAddress(old: Server, now: Server, { report }: Comparison): void {
  const [before, after] = [registryUrlOf(old), registryUrlOf(now)];
  if (before === undefined || after === undefined || before === after) return;
  const values = { what: "the address of the schema registry", before: `\`${before}\``, after: `\`${after}\`` };
  report("registry-moved", values, { subject: `server ${now.key}`, before: idOf(old), after: idOf(now) });
}

/** As a document says them: words that are the same where the bytes are. */
interface Naming {
  readonly framing: string;
  readonly count: string;
  readonly subject: string;
}

function namingOf(message: Message, channel: Channel, { servers }: Contract): Naming {
  const framings = (channel.servers.length === 0 ? servers : channel.servers).map((server) => {
    const binding = server.binding?.value;
    const said = framingSaid({ ...message, binding: message.binding?.value }, channel, binding);
    return said ?? (message.wire !== undefined && registryUrlOf(server) !== undefined ? usualFraming(binding) : "none");
  });
  return {
    framing: [...new Set(framings)].sort().join(" or ") || "none",
    count: message.registry?.useId ?? channel.registry?.useId ?? "the usual one",
    subject: strategySaid({ ...message, binding: message.binding?.value }, channel),
  };
}

interface Compared {
  readonly old: Message;
  readonly now: Message;
  /** Of a message that several channels have it is said once. */
  readonly told: Set<string>;
}

function compareNaming(before: Naming, after: Naming, { old, now, told }: Compared, { report }: Comparison): void {
  const at = { subject: `message ${now.name}`, before: old.id, after: now.id };
  const tell = (
    code: "registry-framing-changed" | "registry-count-changed" | "registry-subject-changed",
    what: string,
    part: keyof Naming,
  ): void => {
    const key = [code, now.id, before[part], after[part]].join("\n");
    if (before[part] === after[part] || told.has(key)) return;
    told.add(key);
    report(code, { what, before: `\`${before[part]}\``, after: `\`${after[part]}\`` }, at);
  };
  tell("registry-framing-changed", "what names its schema", "framing");
  // Without a frame nobody looks anything up.
  if (before.framing === "none" || after.framing === "none") return;
  if (before.framing === after.framing) tell("registry-count-changed", "the count of its schema's id", "count");
  tell("registry-subject-changed", "what its schema's subject goes by", "subject");
}
