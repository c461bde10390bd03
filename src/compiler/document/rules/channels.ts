import { Suggestions } from "../../diagnostics/index.ts";
import { children, items } from "./parts.ts";
import type { Rule } from "./rule.ts";

/** A channel of AsyncAPI 2 names its servers; in AsyncAPI 3 they are references. */
export const channelServers: Rule = {
  major: "2",
  check(root, sink) {
    const suggestions = new Suggestions();
    const servers = new Set(children(root, "servers").map(([name]) => name));
    for (const [, channel] of children(root, "channels")) {
      for (const server of items(channel.get("servers"))) {
        if (typeof server.scalar === "string" && !servers.has(server.scalar))
          sink.report("channel-server-missing", server, { name: server.scalar, suggestion: suggestions.for(server.scalar, servers) });
      }
    }
  },
};

export const channelCount: Rule = {
  check(root, sink, { channels: limit }) {
    const channels = root.get("channels")?.resolve();
    const count = channels?.properties?.size ?? 0;
    if (channels !== undefined && count > limit) sink.report("too-many-channels", channels, { count, limit }, { part: "key" });
  },
};

export const channelName: Rule = {
  check(root, sink) {
    const channels = root.get("channels")?.resolve();
    for (const [name, channel] of channels?.entries() ?? []) {
      const character = /[?#]/.exec(name)?.[0];
      if (character !== undefined) sink.report("channel-name", channel, { name, character }, { part: "key" });
    }
  },
};
