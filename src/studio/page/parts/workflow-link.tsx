import type { JSX } from "preact";
import type { About } from "../../shared/about.ts";
import type { WorkflowView } from "../../shared/trial.ts";
import { JsonText } from "./json-text.tsx";

interface WorkflowProps {
  readonly workflow: WorkflowView;
  readonly about: About;
}

const sentences: { readonly [status: string]: string } = {
  absent: "there is none with this id yet",
  unknown: "Temporal does not answer",
  recorded: "recorded",
};

/** A workflow, where it stands, and the way to Temporal's own page. */
export function Workflow({ workflow, about }: WorkflowProps): JSX.Element {
  const { workflowId, status, type, runId, result, failure, note } = workflow;
  const tone = status === "COMPLETED" ? "good" : ["RUNNING", "absent", "recorded"].includes(status) ? "" : "bad";
  return (
    <div class="workflow">
      <code>{workflowId}</code> <span class={tone}>{sentences[status] ?? status.toLowerCase()}</span>
      {type === undefined ? null : <span class="dim"> {type}</span>}
      {about.temporalUi === undefined || runId === undefined || isMasked(workflowId) ? null : (
        <>
          {" "}
          <a href={linkOf(about, workflowId, runId)} target="_blank" rel="noreferrer noopener">
            open in Temporal
          </a>
        </>
      )}
      {note === undefined ? null : <div class="dim">{note}</div>}
      {failure === undefined ? null : <div class="bad">{failure}</div>}
      {result === undefined ? null : <JsonText text={result} />}
    </div>
  );
}

/** It leads nowhere. */
export function isMasked(id: string): boolean {
  return id.includes("•••");
}

function linkOf({ temporalUi = "", namespace = "default" }: About, workflowId: string, runId: string): string {
  return `${temporalUi}/namespaces/${encodeURIComponent(namespace)}/workflows/${encodeURIComponent(workflowId)}/${encodeURIComponent(runId)}`;
}
