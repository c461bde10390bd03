import type { AvroMapping } from "../../../avro/shape.ts";
import { boostGroups } from "../../../options/boost.ts";
import type { WireOptions } from "../../../options/options.generated.ts";
import type { DiagnosticSink } from "../../diagnostics/index.ts";
import type { DocumentNode } from "../../document/node.ts";
import type { Outline } from "../outline/draft.ts";
import { child } from "../reading/fields.ts";
import { readBoost } from "./read-boost.ts";

interface AvroMappings {
  /** By the id of a message. */
  readonly ofMessages: ReadonlyMap<string, AvroMapping>;
  /** Of schemas that no message has. */
  readonly ofDocument: AvroMapping;
}

/** How Avro is read in each message: what the message says, else a channel that it is in, else the root. */
export function avroMappings({ channels, operations, spare }: Outline, root: DocumentNode, sink: DiagnosticSink): AvroMappings {
  const read = (node: DocumentNode | undefined, place: "root" | "channel" | "message"): AvroMapping["long"] =>
    readBoost<WireOptions>(boostGroups.avro, node, place, sink).avro?.long;
  const general = read(child(root, "x-boost"), "root");
  const byChannel = new Map<string, { readonly channel: string; readonly long: AvroMapping["long"] }[]>();
  const all = [...channels, ...operations.flatMap(({ reply }) => (reply?.channel === undefined ? [] : [reply.channel]))];
  for (const { key, node, messages } of new Map(all.map((channel) => [channel.id, channel])).values()) {
    const long = read(child(node, "x-boost"), "channel");
    for (const { id } of messages) byChannel.set(id, [...(byChannel.get(id) ?? []), { channel: key, long: long ?? general }]);
  }
  const replies = operations.flatMap(({ reply }) => reply?.messages ?? []);
  const drafts = new Map([...channels.flatMap(({ messages }) => messages), ...replies, ...spare].map((draft) => [draft.id, draft]));
  const mapping = (long: AvroMapping["long"]): AvroMapping => (long === undefined ? {} : { long });
  const ofMessages = new Map(
    [...drafts.values()].map((draft) => {
      const own = read(draft.fields.get("x-boost"), "message");
      const around = byChannel.get(draft.id) ?? [];
      if (own === undefined && new Set(around.map(({ long }) => long ?? "number")).size > 1)
        sink.report("avro-long-differs", draft.node, { message: draft.wanted, channels: around.map(({ channel }) => channel) });
      return [draft.id, mapping(own ?? around[0]?.long ?? general)];
    }),
  );
  return { ofMessages, ofDocument: mapping(general) };
}
