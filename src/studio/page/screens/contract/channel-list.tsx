import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { ChannelView, ContractView } from "../../../shared/contract.ts";
import { VirtualList } from "../../parts/virtual-list.tsx";
import { contractHref } from "./contract-href.ts";
import { grouped, type ListRow } from "./groups.ts";

interface ChannelListProps {
  readonly contract: ContractView;
  readonly channels: readonly ChannelView[];
  readonly query: { readonly [name: string]: string };
}

export function ChannelList({ contract, channels, query }: ChannelListProps): JSX.Element {
  const rows = useMemo(() => grouped(channels), [channels]);
  const uses = useMemo(() => usesOf(contract), [contract]);
  const shown = rows.findIndex((row) => row.kind === "channel" && row.channel.key === query["channel"]);
  const row = (item: ListRow, tabIndex: number): JSX.Element =>
    item.kind === "group" ? (
      <span class="group">
        {item.name} <span class="dim">{item.count}</span>
      </span>
    ) : (
      <a
        class="item"
        tabIndex={tabIndex}
        href={contractHref(query, { channel: item.channel.key })}
        aria-current={item.channel.key === query["channel"] ? "true" : undefined}
      >
        <span class="name" dir="auto" title={item.channel.address ?? item.channel.key}>
          {item.channel.address ?? item.channel.key}
        </span>
        <span class="dim">{uses.get(item.channel.key) ?? "unused"}</span>
      </a>
    );
  return (
    <VirtualList
      items={rows}
      rowHeight={34}
      label="Channels"
      keyOf={keyOf}
      row={row}
      isHeading={({ kind }) => kind === "group"}
      shown={shown}
    />
  );
}

function keyOf(row: ListRow): string {
  return row.kind === "group" ? `group ${row.name}` : `channel ${row.channel.key}`;
}

function usesOf({ operations }: ContractView): ReadonlyMap<string, string> {
  const uses = new Map<string, string>();
  for (const { channel, action } of operations) {
    const before = uses.get(channel);
    const own = action === "receive" ? "in" : "out";
    uses.set(channel, before === undefined || before === own ? own : "in, out");
  }
  return uses;
}
