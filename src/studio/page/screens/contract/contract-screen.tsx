import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import type { ContractView } from "../../../shared/contract.ts";
import { Choice } from "../../parts/choice.tsx";
import { Empty, Loading } from "../../parts/empty.tsx";
import { Problem } from "../../parts/problem.tsx";
import { hrefOf, replaceAddress } from "../../state/address.ts";
import { useAnswer } from "../../state/use-answer.ts";
import type { ScreenProps } from "../screen-props.ts";
import { ChannelList } from "./channel-list.tsx";
import { Details } from "./details.tsx";
import { found } from "./filter.ts";
import { Picture } from "./picture.tsx";

export function ContractScreen({ about, query }: ScreenProps): JSX.Element {
  const { document } = query;
  const [answered, again] = useAnswer<ContractView>("contract", document === undefined ? {} : { document });
  if (answered.state === "loading") return <Loading what="the contract" />;
  if (answered.state === "failed") return <Problem error={answered.error} again={again} />;
  return <Contract contract={answered.value} documents={about.documents} query={query} />;
}

interface ContractProps {
  readonly contract: ContractView;
  /** Where there are several. */
  readonly documents: readonly string[] | undefined;
  readonly query: ScreenProps["query"];
}

function Contract({ contract, documents, query }: ContractProps): JSX.Element {
  const search = query["q"] ?? "";
  const { operations, channels } = useMemo(() => found(contract, search), [contract, search]);
  const type = (event: JSX.TargetedEvent<HTMLInputElement>): void =>
    replaceAddress(hrefOf("contract", { ...query, q: event.currentTarget.value }));
  return (
    <div class="contract">
      <section class="list" aria-label="Channels of the contract">
        {documents === undefined ? null : (
          <div class="filters">
            <Choice
              label="Document"
              value={documents.find((name) => name === query["document"]) ?? documents[0]}
              options={documents}
              isOne
              set={(document) => location.assign(hrefOf("contract", { document }))}
            />
          </div>
        )}
        <input type="search" placeholder="Search" aria-label="Search channels, messages, workflows" value={search} onInput={type} />
        <p class="dim count" role="status">
          {countOf(channels.length, "channel")}, {countOf(operations.length, "operation")}
          {search === "" ? "" : ` of ${contract.channels.length} and ${contract.operations.length}`}
        </p>
        <ChannelList contract={contract} channels={channels} query={query} />
      </section>
      {operations.length === 0 ? (
        <Empty>
          {contract.operations.length === 0
            ? "The document has no operations. What is received and sent is drawn here."
            : "No operation has all of these words. Channels that no operation uses stand in the list."}
        </Empty>
      ) : (
        <Picture contract={contract} operations={operations} query={query} />
      )}
      <Details contract={contract} query={query} />
    </div>
  );
}

function countOf(number: number, noun: string): string {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}
