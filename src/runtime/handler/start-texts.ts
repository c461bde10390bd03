import { type Facts, shownText, text } from "../expressions/evaluate.ts";
import type { WorkflowRuleDefinition } from "../ground/contract.ts";
import { InvalidMessage } from "../ground/errors.ts";
import type { WorkflowCall } from "../workflows/workflow-starter.ts";

/**
 * The server refuses a summary of more than 400 bytes and details of more than 20,000, and what a message says must not keep its workflow
 * from being started. A codec gets what is left.
 */
const most = { summary: 200, details: 16_000 };

type Texts = Pick<WorkflowCall, "staticSummary" | "staticDetails" | "fairnessKey" | "versioningOverride">;

/** What of a start is text with expressions in it. @throws InvalidMessage */
export function startTexts(rule: WorkflowRuleDefinition, facts: Facts): Texts {
  const { staticSummary, staticDetails, fairnessKey, versioningOverride } = rule;
  return {
    ...(staticSummary === undefined
      ? {}
      : { staticSummary: cut(shownText(staticSummary, facts).replace(/\s+/g, " ").trim(), most.summary) }),
    ...(staticDetails === undefined ? {} : { staticDetails: cut(shownText(staticDetails, facts), most.details) }),
    ...(fairnessKey === undefined ? {} : { fairnessKey: text(fairnessKey, facts) }),
    ...(versioningOverride === undefined ? {} : { versioningOverride: override(versioningOverride, facts) }),
  };
}

function override(
  { pinnedTo }: NonNullable<WorkflowRuleDefinition["versioningOverride"]>,
  facts: Facts,
): NonNullable<Texts["versioningOverride"]> {
  if (pinnedTo === undefined) return { behavior: "auto-upgrade" };
  const [deploymentName, buildId] = [text(pinnedTo.deploymentName, facts), text(pinnedTo.buildId, facts)];
  if (deploymentName === "" || buildId === "")
    throw new InvalidMessage(`the ${buildId === "" ? "build" : "deployment"} to pin the workflow to is empty`, { code: "workflow" });
  return { pinnedTo: { deploymentName, buildId } };
}

/** At most so many bytes as JSON, which is how they are sent; the last character says that something is missing. */
function cut(whole: string, bytes: number): string {
  if (size(whole) <= bytes) return whole;
  const characters = [...whole];
  let kept = "";
  let room = bytes - size("…");
  for (const character of characters) {
    room -= size(character) - 2;
    if (room < 0) break;
    kept += character;
  }
  return `${kept}…`;
}

function size(text: string): number {
  return Buffer.byteLength(JSON.stringify(text));
}
