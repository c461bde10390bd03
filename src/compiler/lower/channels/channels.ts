import type { DocumentNode } from "../../document/node.ts";
import type { Channel, Message, Server } from "../../model/index.ts";
import type { Lowering } from "../lowering.ts";
import { assignNames, memberName } from "../names/index.ts";
import type { ChannelDraft, MessageDraft, OperationDraft, Outline } from "../outline/draft.ts";
import { child } from "../reading/fields.ts";
import { dispatchMode } from "../x-boost/consume-options.ts";
import { readRegistry } from "../x-boost/registry.ts";
import { lowerChannel } from "./channel.ts";
import { redisAgreement } from "./redis-agreement.ts";

interface ChannelParts {
  readonly root: DocumentNode;
  readonly servers: ReadonlyMap<string, Server>;
  readonly messages: ReadonlyMap<string, Message>;
}

export function lowerChannels(
  { channels, operations }: Outline,
  { root, servers, messages }: ChannelParts,
  lowering: Lowering,
): ReadonlyMap<string, Channel> {
  const named = channels.map(({ id, key, node }) => ({ id, node, candidates: [{ text: key, rank: 0 }] }));
  const names = assignNames("channel", named, { make: memberName, sink: lowering.sink });
  const receiving = (channel: ChannelDraft): readonly OperationDraft[] =>
    operations.filter((operation) => operation.channel === channel && actionOf(operation, lowering) === "receive");
  const modeOf = (channel: ChannelDraft): "exact" | "first" =>
    receiving(channel)
      .map(({ fields }) => dispatchMode(fields.get("x-boost"), lowering))
      .find((mode) => mode === "first") ?? "exact";
  const registry = readRegistry(child(root, "x-boost"), "root", lowering);
  return new Map(
    channels.map((draft) => {
      const message = ({ id }: MessageDraft): Message | undefined => messages.get(id);
      return [
        draft.id,
        lowerChannel(
          draft,
          {
            name: names.get(draft.id) ?? "",
            mode: modeOf(draft),
            received: new Set(receiving(draft).flatMap(({ messages }) => messages.map(({ id }) => id))),
            redis: redisAgreement(draft, operations, root, lowering),
            servers,
            registry,
            message,
          },
          lowering,
        ),
      ];
    }),
  );
}

/** From our side. */
export function actionOf({ action }: OperationDraft, { role }: Lowering): "receive" | "send" {
  return role === "application" ? action : action === "receive" ? "send" : "receive";
}
