import type { JSX } from "preact";
import type { ChannelView, ContractView } from "../../../shared/contract.ts";
import { Place } from "../../parts/place.tsx";
import { contractHref } from "./contract-href.ts";

interface ChannelDetailsProps {
  readonly contract: ContractView;
  readonly channel: ChannelView;
  readonly query: { readonly [name: string]: string };
}

export function ChannelDetails({ contract, channel, query }: ChannelDetailsProps): JSX.Element {
  const operations = contract.operations.filter((operation) => operation.channel === channel.key);
  return (
    <>
      <h2 dir="auto">
        {channel.address ?? channel.key} <Place place={channel.place} />
      </h2>
      {channel.description === undefined ? null : (
        <p class="prose" dir="auto">
          {channel.description}
        </p>
      )}
      <dl class="facts">
        <dt>channel</dt>
        <dd dir="auto">{channel.title === undefined ? channel.key : `${channel.key}, ${channel.title}`}</dd>
        <dt>address</dt>
        <dd>{channel.address === null ? "known at run time only" : <code>{channel.address}</code>}</dd>
        <dt>servers</dt>
        <dd>{channel.servers.join(", ") || "every server of the document"}</dd>
        <dt>operations</dt>
        <dd>
          {operations.length === 0 ? "none uses it" : null}
          {operations.map(({ key, action }) => (
            <div key={key}>
              {action}: <a href={contractHref(query, { operation: key })}>{key}</a>
            </div>
          ))}
        </dd>
      </dl>
    </>
  );
}
