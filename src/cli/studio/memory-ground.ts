import { assertNever } from "../../compiler/ground/assert-never.ts";
import type { StepView, WorkflowView } from "../../studio/shared/trial.ts";
import type { Colour } from "../terminal.ts";
import { attemptRows } from "../try/attempt-rows.ts";
import { type RuleSources, ruleFacts } from "../try/rule-facts.ts";
import type { Trial } from "../try/trial.ts";
import type { TrialGround } from "./trial-routes.ts";

export interface MemoryOptions extends RuleSources {
  readonly app: string;
  readonly environment: TrialGround["environment"];
  readonly cwd: string;
  /** Absent: the document receives nothing. */
  readonly trial: Pick<Trial, "send" | "started"> | undefined;
}

/** Everything in this process: what is sent is handled before the answer ends, and workflows are written down. */
export function memoryGround(options: MemoryOptions): TrialGround {
  const { trial, contract, model, locate, app, environment, cwd } = options;
  const facts = ruleFacts({ contract, model, locate });
  const workflow = async (workflowId: string): Promise<WorkflowView> => {
    const started = trial?.started(workflowId);
    if (started === undefined) return { workflowId, status: "absent" };
    return { workflowId, status: "recorded", type: started.workflow, note: "written down; none runs here" };
  };
  return {
    contract,
    model,
    locate,
    app,
    environment,
    workflow,
    send: async function* (sent): AsyncGenerator<StepView> {
      const { tried, payload, publish } = sent;
      const { operation, message, member } = tried;
      if (operation.action === "send" || trial === undefined) {
        yield { word: "checked", tone: "good", text: "it would be published so; what is sent stays here, nobody receives it in memory" };
        return;
      }
      const attempted = await trial.send(member, payload, publish);
      const own = contract.operations.find(({ key }) => key === operation.key);
      const rules = own?.messages[message.member]?.rules ?? [];
      const rows = attemptRows(attempted, { payload, operation, rules, ruleFacts: (rule) => facts.get(rule), cwd });
      yield { word: "received", tone: "plain", text: attempted.settlement.position };
      // The payload itself stands beside it.
      for (const { word, colour, text } of rows)
        if (word !== "payload") yield { word, tone: toneOf(colour), text: word === "valid" ? "as its schema says" : text };
      const [last] = attempted.calls.slice(-1);
      if (last === undefined) return;
      const state = await workflow(last.call.workflowId);
      if (state.status !== "absent") yield { word: "workflow", tone: "plain", text: state.workflowId, workflow: state };
    },
  };
}

function toneOf(colour: Colour): StepView["tone"] {
  switch (colour) {
    case "green":
      return "good";
    case "red":
      return "bad";
    case "yellow":
      return "warn";
    case "blue":
    case "grey":
    case "bold":
      return "plain";
    default:
      return assertNever(colour);
  }
}
