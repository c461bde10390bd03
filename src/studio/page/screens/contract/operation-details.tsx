import type { JSX } from "preact";
import type { ContractView, OperationView, RuleView } from "../../../shared/contract.ts";
import { Place } from "../../parts/place.tsx";
import { contractHref } from "./contract-href.ts";
import { MessageLinks } from "./message-links.tsx";

interface OperationDetailsProps {
  readonly contract: ContractView;
  readonly operation: OperationView;
  readonly query: { readonly [name: string]: string };
}

export function OperationDetails({ contract, operation, query }: OperationDetailsProps): JSX.Element {
  const { key, action, channel, messages, summary, deadLetter, options, place, reply } = operation;
  const rules = messages.flatMap(({ id, rules: own }) => own.map((rule) => ({ id, rule })));
  const address = contract.channels.find((one) => one.key === channel)?.address ?? channel;
  return (
    <>
      <h2 dir="auto">
        {key} <Place place={place} />
      </h2>
      {summary === undefined ? null : (
        <p class="prose" dir="auto">
          {summary}
        </p>
      )}
      <dl class="facts">
        <dt>{action === "receive" ? "receives from" : "sends to"}</dt>
        <dd>
          <a href={contractHref(query, { channel })}>{address}</a>
        </dd>
        <dt>messages</dt>
        <dd>
          <MessageLinks contract={contract} ids={messages.map(({ id }) => id)} query={{ ...query, operation: key }} />
        </dd>
        {reply === undefined ? null : (
          <>
            <dt>reply</dt>
            <dd>
              <MessageLinks contract={contract} ids={reply.messages} query={{ ...query, operation: key }} />
              {reply.channel === undefined ? " where the request says" : ` to ${reply.channel}`}
            </dd>
          </>
        )}
        {deadLetter === undefined ? null : (
          <>
            <dt>dead letters</dt>
            <dd>{deadLetter === false ? "none: the process stops instead" : <code>{deadLetter}</code>}</dd>
          </>
        )}
        {options.map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
      {rules.length === 0 ? null : <h3>Rules, the first that holds</h3>}
      <ol class="rules">
        {rules.map(({ id, rule }) => (
          <li key={`${id} ${rule.place}`}>
            <Rule rule={rule} message={contract.messages.find((message) => message.id === id)?.name ?? id} />
          </li>
        ))}
      </ol>
    </>
  );
}

function Rule({ rule, message }: { readonly rule: RuleView; readonly message: string }): JSX.Element {
  return (
    <>
      {message}: {rule.conditional ? "when its condition holds, " : ""}
      {rule.kind} {rule.target === undefined ? null : <strong>{rule.target}</strong>} {rule.workflow.name} as <code>{rule.workflowId}</code>
      {rule.taskQueue === undefined ? "" : ` on ${rule.taskQueue}`} <Place place={rule.place} />
    </>
  );
}
