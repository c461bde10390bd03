import type { JSX } from "preact";
import type { ContractView } from "../../../shared/contract.ts";
import { hrefOf } from "../../state/address.ts";

interface MessageLinksProps {
  readonly contract: ContractView;
  readonly ids: readonly string[];
  readonly query: { readonly [name: string]: string };
}

/** A row of links to messages. */
export function MessageLinks({ contract, ids, query }: MessageLinksProps): JSX.Element {
  return (
    <>
      {ids.map((id, index) => (
        <>
          {index === 0 ? "" : ", "}
          <a key={id} href={hrefOf("contract", { ...query, message: id })} aria-current={query["message"] === id ? "true" : undefined}>
            {contract.messages.find((message) => message.id === id)?.name ?? id}
          </a>
        </>
      ))}
    </>
  );
}
