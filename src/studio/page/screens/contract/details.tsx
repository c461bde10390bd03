import type { JSX } from "preact";
import type { ContractView } from "../../../shared/contract.ts";
import { Place } from "../../parts/place.tsx";
import { ChannelDetails } from "./channel-details.tsx";
import { MessageDetails } from "./message-details.tsx";
import { OperationDetails } from "./operation-details.tsx";

interface DetailsProps {
  readonly contract: ContractView;
  readonly query: { readonly [name: string]: string };
}

/** What was chosen, in full; the document itself until something is. */
export function Details({ contract, query }: DetailsProps): JSX.Element {
  const operation = contract.operations.find(({ key }) => key === query["operation"]);
  const channel = contract.channels.find(({ key }) => key === query["channel"]);
  return (
    <section class="details" aria-label="Details">
      {operation === undefined ? null : <OperationDetails contract={contract} operation={operation} query={query} />}
      {channel === undefined || operation !== undefined ? null : <ChannelDetails contract={contract} channel={channel} query={query} />}
      {query["message"] === undefined ? null : <MessageDetails id={query["message"]} document={query["document"]} />}
      {operation === undefined && channel === undefined && query["message"] === undefined ? <Document contract={contract} /> : null}
    </section>
  );
}

function Document({ contract: { title, version, asyncapi, description, servers } }: Pick<DetailsProps, "contract">): JSX.Element {
  return (
    <>
      <h2 dir="auto">
        {title} {version}
      </h2>
      {description === undefined ? null : (
        <p class="prose" dir="auto">
          {description}
        </p>
      )}
      <dl class="facts">
        {asyncapi === undefined ? null : (
          <>
            <dt>AsyncAPI</dt>
            <dd>{asyncapi}</dd>
          </>
        )}
        {servers.map(({ key, protocol, host, description: about, place }) => (
          <>
            <dt>server {key}</dt>
            <dd>
              {protocol}, {host} <Place place={place} />
              {about === undefined ? null : (
                <div class="dim" dir="auto">
                  {about}
                </div>
              )}
            </dd>
          </>
        ))}
      </dl>
    </>
  );
}
