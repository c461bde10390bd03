import type { JSX } from "preact";
import type { About } from "../../shared/about.ts";
import type { StepView } from "../../shared/trial.ts";
import { visible } from "./json-text.tsx";
import { Workflow } from "./workflow-link.tsx";

/** What became of a message, one line after the other. */
export function Steps({ steps, about }: { readonly steps: readonly StepView[]; readonly about: About }): JSX.Element {
  return (
    <ol class="steps" aria-label="What became of it" aria-live="polite">
      {steps.map(({ word, tone, text, workflow }, index) => (
        <li key={index}>
          <span class={`word ${tone}`}>{word}</span>
          {workflow === undefined ? <span class="text">{visible(text)}</span> : <Workflow workflow={workflow} about={about} />}
        </li>
      ))}
    </ol>
  );
}
