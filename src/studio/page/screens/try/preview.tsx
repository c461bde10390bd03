import type { JSX } from "preact";
import type { About } from "../../../shared/about.ts";
import type { PreviewView } from "../../../shared/trial.ts";
import { Place } from "../../parts/place.tsx";
import { Workflow } from "../../parts/workflow-link.tsx";

/** What would be sent, and what would come of it. */
export function Preview({ preview, about }: { readonly preview: PreviewView; readonly about: About }): JSX.Element {
  const { issues, problem, address, key, bytes, headers = [], rule, workflow } = preview;
  return (
    <dl class="facts" aria-label="Before it is sent">
      <dt>valid</dt>
      <dd>
        {issues.length > 0 ? (
          <span class="bad">
            no, {issues.length} {issues.length === 1 ? "issue" : "issues"}
          </span>
        ) : problem === undefined ? (
          <span class="good">yes</span>
        ) : (
          <span class="bad">{problem}</span>
        )}
      </dd>
      {address === undefined ? null : (
        <>
          <dt>address</dt>
          <dd>
            <code>{address}</code>
          </dd>
          <dt>body</dt>
          <dd>{(bytes ?? 0).toLocaleString("en")} bytes</dd>
          <dt>key</dt>
          <dd>{key === undefined ? <span class="dim">none</span> : <code>{key}</code>}</dd>
          <dt>headers</dt>
          <dd>
            {headers.map(([name, value]) => (
              <div key={name}>
                <code>
                  {name}: {value}
                </code>
              </div>
            ))}
          </dd>
          <dt>rule</dt>
          <dd>
            {rule === undefined ? (
              <span class="dim">none holds; the handler decides</span>
            ) : (
              <>
                {rule.text}
                {rule.taskQueue === undefined ? "" : ` on ${rule.taskQueue}`} <Place place={rule.place} />
              </>
            )}
          </dd>
        </>
      )}
      {workflow === undefined ? null : (
        <>
          <dt>workflow</dt>
          <dd>
            <Workflow workflow={workflow} about={about} />
          </dd>
        </>
      )}
    </dl>
  );
}
