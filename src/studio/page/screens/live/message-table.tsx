import type { JSX } from "preact";
import type { About } from "../../../shared/about.ts";
import type { LiveMessage } from "../../../shared/live.ts";
import { beginning } from "../../parts/json-text.tsx";
import { isMasked } from "../../parts/workflow-link.tsx";

const tones: { readonly [outcome: string]: string } = { handled: "good", "dead-lettered": "bad", fatal: "bad", lost: "bad" };

/** Rows on the page at once. */
const most = 200;

export function MessageTable({ messages, about }: { readonly messages: readonly LiveMessage[]; readonly about: About }): JSX.Element {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
    <section class="table" aria-label="Messages" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {["Time", "Operation", "Outcome", "ms", "Runs", "Key", "Workflow", "Message"].map((name) => (
              <th key={name} scope="col" class={["ms", "Runs"].includes(name) ? "number" : ""}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {messages.slice(0, most).map((message) => (
            <Row key={`${message.position} ${message.at}`} message={message} about={about} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ message, about }: { readonly message: LiveMessage; readonly about: About }): JSX.Element {
  const { at, operation, subscription, outcome, why, milliseconds, attempts, key, workflow, id, position } = message;
  const time = new Date(at);
  return (
    <tr>
      <td>
        <time dateTime={time.toISOString()} title={time.toISOString()}>
          {time.toLocaleTimeString("en-GB")}
        </time>
      </td>
      <td class="operation">{operation ?? subscription}</td>
      <td class="outcome">
        <span class={tones[outcome] ?? "warn"}>{outcome}</span>
        {why === undefined ? null : <div class="dim">{beginning(why, 300)}</div>}
      </td>
      <td class="number" data-name="ms">
        {milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds).toLocaleString("en")}
      </td>
      <td class="number" data-name={attempts === 1 ? "run" : "runs"}>
        {attempts}
      </td>
      <td class="key">{key === undefined ? "" : <code title={key}>{beginning(key, 60)}</code>}</td>
      <td class="workflow">{workflow === undefined ? "" : <WorkflowId id={workflow} about={about} />}</td>
      <td class="position dim">
        <code title={id === undefined ? position : `${position}, boost-id ${id}`}>{beginning(position, 80)}</code>
      </td>
    </tr>
  );
}

function WorkflowId({ id, about: { temporalUi, namespace = "default" } }: { readonly id: string; readonly about: About }): JSX.Element {
  const text = <code title={id}>{beginning(id, 60)}</code>;
  if (temporalUi === undefined || isMasked(id)) return text;
  return (
    <a
      href={`${temporalUi}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(id)}`}
      target="_blank"
      rel="noreferrer noopener"
    >
      {text}
    </a>
  );
}
