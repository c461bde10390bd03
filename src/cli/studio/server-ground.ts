import type { Mask, Workflows } from "boost-gen/tools";
import type { StepView, WorkflowView } from "../../studio/shared/trial.ts";
import { saidOf } from "../said-of.ts";
import type { loadDataConverter } from "../tools/load-data-converter.ts";
import type { OpenedDocument } from "../tools/open-contract.ts";
import type { TrialGround } from "./trial-routes.ts";
import { workflowView } from "./workflow-view.ts";

/** Milliseconds between two questions, and how long is asked at most. */
const [interval, longest] = [500, 120_000];

/** The environment, and the data converter that payloads of workflows are read with. */
type Converter = Awaited<ReturnType<typeof loadDataConverter>>;

interface ServerGround {
  readonly ground: TrialGround;
  readonly close: () => Promise<void>;
}

/** The servers of the document: what is sent goes to the service, and Temporal and the dead letters are asked what became of it. */
export function serverGround(opened: OpenedDocument, converter: Converter, mask: Mask): ServerGround {
  const { environment } = converter;
  const { contract, model, locate, app } = opened;
  let workflows: Promise<Workflows> | undefined;
  const workflow = async (workflowId: string): Promise<WorkflowView> => {
    try {
      workflows ??= import("boost-gen/tools").then(({ openWorkflows }) => openWorkflows({ contract, app, ...converter }));
      const state = await (await workflows).state(workflowId);
      return state === undefined ? { workflowId, status: "absent" } : workflowView(state, mask);
    } catch (error) {
      return { workflowId, status: "unknown", note: saidOf(error) };
    }
  };
  const ground: TrialGround = {
    contract,
    model,
    locate,
    app,
    environment,
    workflow,
    send: async function* (sent, signal): AsyncGenerator<StepView> {
      const { publishOne } = await import("boost-gen/tools");
      const { tried, payload, publish, preview } = sent;
      const { id, address, bytes } = await publishOne({ contract, app, environment, target: tried, payload, publish });
      yield { word: "published", tone: "good", text: `to "${address}", ${bytes} bytes, boost-id ${id}; the broker has confirmed` };
      if (tried.operation.action === "send") return;
      yield* follow({ id, workflowId: preview.workflowId, workflow, signal, opened, environment });
    },
  };
  return {
    ground,
    close: async () => {
      await (await workflows?.catch(() => undefined))?.close();
    },
  };
}

interface Followed {
  readonly id: string;
  readonly workflowId: string | undefined;
  readonly workflow: TrialGround["workflow"];
  readonly signal: AbortSignal;
  readonly opened: OpenedDocument;
  readonly environment: TrialGround["environment"];
}

/** Asks until the workflow has ended, the message is found among the dead letters, or nobody waits any more. */
async function* follow({ id, workflowId, workflow, signal, opened, environment }: Followed): AsyncGenerator<StepView> {
  const { DeadLetters } = await import("boost-gen/tools");
  const until = Date.now() + longest;
  let last = "";
  for (let turn = 0; !signal.aborted && Date.now() < until; turn += 1) {
    const state = workflowId === undefined ? undefined : await workflow(workflowId);
    if (state !== undefined && state.status !== last && state.status !== "absent") {
      last = state.status;
      yield { word: "workflow", tone: toneOf(state), text: state.workflowId, workflow: state };
      if (state.closedAt !== undefined) return;
    }
    if (turn % 4 === 3) {
      const letters = new DeadLetters({ contract: opened.contract, app: opened.app, environment });
      try {
        for await (const letter of letters.find({ ids: [id], limit: 1 })) {
          yield { word: "dead letter", tone: "bad", text: `${letter.cause ?? "no cause"}: ${letter.error ?? ""} (${letter.place})` };
          return;
        }
      } catch (error) {
        yield { word: "not asked", tone: "warn", text: `the dead letters: ${saidOf(error)}` };
        return;
      } finally {
        await letters.close();
      }
    }
    await pause(interval, signal);
  }
  if (!signal.aborted && last === "")
    yield { word: "nothing yet", tone: "warn", text: "neither a workflow nor a dead letter in two minutes; does the service run?" };
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}

function toneOf({ status }: WorkflowView): StepView["tone"] {
  if (status === "COMPLETED") return "good";
  return status === "RUNNING" ? "plain" : "bad";
}
