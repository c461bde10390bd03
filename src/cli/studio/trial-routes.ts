import type { ContractDefinition, Mask, Preview, Route } from "boost-gen/tools";
import type { PreviewView, StepView, TriedMessage, WorkflowView } from "../../studio/shared/trial.ts";
import { saidOf } from "../said-of.ts";
import type { RuleFacts } from "../try/attempt-rows.ts";
import { describeRule } from "../try/describe-rule.ts";
import type { RuleSources } from "../try/rule-facts.ts";
import { ruleFacts } from "../try/rule-facts.ts";
import { specimens, type Tried } from "../try/specimens.ts";
import { contentOf, formOf, payloadOf, requestOf } from "./message-content.ts";
import { refused } from "./refused.ts";

/** What stands behind the page: the real servers, or this process. */
export interface TrialGround extends RuleSources {
  readonly app: string;
  readonly environment: { readonly [name: string]: string | undefined };
  /** What is known of a workflow; `undefined`: there is none. Never rejects. */
  readonly workflow: (id: string) => Promise<WorkflowView>;
  /** Sends it and tells what becomes of it, until `signal` fires or nothing more is to come. */
  readonly send: (sent: Sent, signal: AbortSignal) => AsyncIterable<StepView>;
}

export interface Sent {
  readonly tried: Tried;
  readonly payload: unknown;
  readonly publish: Publish;
  /** What was said before it was sent. */
  readonly preview: Preview;
}

export interface Publish {
  readonly headers: { readonly [name: string]: string | number | boolean };
  readonly parameters: { readonly [name: string]: string };
  readonly key?: string;
}

/** Whatever a ground says of a message goes out through the mask here: ids, keys, addresses, log lines and errors are made of its payload. */
export function trialRoutes(ground: TrialGround, mask: Mask): readonly Route[] {
  let all: ReadonlyMap<string, Tried> | undefined;
  const messages = (): ReadonlyMap<string, Tried> => {
    all ??= new Map([...specimens("receive", ground), ...specimens("send", ground)].map((tried) => [keyOf(tried), tried]));
    return all;
  };
  const find = async (key: string): Promise<Tried> => messages().get(key) ?? (await refused(`the contract has no message ${key}`, 404));
  const facts = ruleFacts(ground);
  const read = async (body: unknown): Promise<Sent | PreviewView> => {
    const asked = requestOf(body) ?? (await refused("the request is not a message"));
    const tried = await find(asked.message);
    const { describedHeaders, preview } = await import("boost-gen/tools");
    let payload: unknown;
    try {
      payload = payloadOf(asked.content.payload, formOf(tried.message));
    } catch (error) {
      // What follows the colon is a piece of the payload.
      return { issues: [], problem: saidOf(error).replace(mask.names.length === 0 ? "" : /:.*/s, "") };
    }
    const { key, parameters, headers } = asked.content;
    const publish: Publish = {
      headers: describedHeaders(headers, tried.message) as Publish["headers"],
      parameters,
      ...(key === "" ? {} : { key }),
    };
    const { app, contract, environment } = ground;
    return { tried, payload, publish, preview: await preview({ contract, app, environment, target: tried, payload, publish }) };
  };
  return [
    { method: "GET", path: "messages", answer: () => [...messages()].map(([key, tried]) => messageOf(key, tried)) },
    {
      method: "GET",
      path: "specimens",
      answer: async ({ query }) =>
        (await find(query.get("message") ?? "")).specimens.map((specimen) => ({
          title: specimen.title,
          place: specimen.place,
          content: contentOf(specimen),
        })),
    },
    {
      method: "POST",
      path: "preview",
      answer: async ({ body }): Promise<PreviewView> => {
        const sent = await read(body);
        return "tried" in sent ? mask.answer(await previewView(sent, facts, ground), sent.payload) : sent;
      },
    },
    {
      method: "POST",
      path: "publish",
      writes: true,
      stream: async function* ({ body, signal }): AsyncGenerator<StepView> {
        const sent = await read(body);
        if (!("tried" in sent)) return await refused(sent.problem ?? "it cannot be sent");
        try {
          for await (const step of ground.send(sent, signal)) yield mask.answer(step, sent.payload);
        } catch (error) {
          await refused(mask.text(saidOf(error), sent.payload));
        }
      },
    },
    { method: "GET", path: "workflow", answer: ({ query }) => ground.workflow(query.get("id") ?? "") },
  ];
}

function keyOf({ operation, message }: Tried): string {
  return `${operation.key} ${message.member}`;
}

function messageOf(key: string, { operation, message, place }: Tried): TriedMessage {
  return { key, operation: operation.key, action: operation.action, name: message.name, form: formOf(message), place };
}

async function previewView(
  { preview: { issues, problem, outgoing, rule, workflowId, taskQueue }, tried }: Sent,
  facts: ReadonlyMap<ContractDefinition["operations"][number]["messages"][string]["rules"][number], RuleFacts>,
  ground: TrialGround,
): Promise<PreviewView> {
  const { issueViews } = await import("boost-gen/tools");
  const { place, which } = rule === undefined ? {} : (facts.get(ruleOf(rule, tried, ground.contract) ?? rule) ?? {});
  return {
    issues: issueViews(issues),
    ...(problem === undefined ? {} : { problem }),
    ...(outgoing === undefined
      ? {}
      : {
          address: outgoing.address,
          bytes: outgoing.body?.length ?? 0,
          headers: [...outgoing.headers].map(([name, values]) => [name, values.map(textOf).join(", ")] as const),
          ...(outgoing.key === undefined ? {} : { key: textOf(outgoing.key) }),
        }),
    ...(rule === undefined
      ? {}
      : {
          rule: {
            text: `${describeRule(rule)}${which === undefined ? "" : `, ${which}`}`,
            ...(workflowId === undefined ? {} : { workflowId }),
            ...(taskQueue === undefined ? {} : { taskQueue }),
            ...(place === undefined ? {} : { place }),
          },
        }),
    ...(workflowId === undefined ? {} : { workflow: await ground.workflow(workflowId) }),
  };
}

type Rule = ContractDefinition["operations"][number]["messages"][string]["rules"][number];

/** The rule as the contract's operation has it: a trial's operation is a copy of it. */
function ruleOf(rule: Rule, { operation, message }: Tried, contract: ContractDefinition): Rule | undefined {
  const own = contract.operations.find(({ key }) => key === operation.key);
  return own?.messages[message.member]?.rules.find((one) => one === rule);
}

function textOf(value: string | number | boolean | Uint8Array): string {
  return value instanceof Uint8Array ? Buffer.from(value).toString("utf8") : String(value);
}
