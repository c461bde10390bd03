import { namesOf } from "../../../options/look-up.ts";
import { ruleOptions } from "../../../options/temporal.ts";
import { child } from "../reading/fields.ts";
import type { StrictReader } from "../reading/strict-reader.ts";
import type { RuleDraft } from "./rule-draft.ts";

const onlyForStarts = [
  "taskQueue",
  "idReusePolicy",
  "idConflictPolicy",
  "onConflict",
  "executionTimeout",
  "runTimeout",
  "taskTimeout",
  "startDelay",
  "retry",
  "memo",
  "searchAttributes",
  "priority",
  "fairnessKey",
  "fairnessWeight",
  "staticSummary",
  "staticDetails",
  "versioningOverride",
] as const;

/** What the server would refuse, and what nobody would read. */
export function checkCombinations(rule: RuleDraft, reader: StrictReader, givesArgs: boolean): void {
  const { kind, idReusePolicy = "reject-duplicate", idConflictPolicy } = rule;
  const { initialInterval, maximumInterval } = rule.retry ?? {};
  if (maximumInterval !== undefined && initialInterval !== undefined && maximumInterval < initialInterval)
    reader.sink.report("extension-combination", child(reader.raw("retry")?.resolve(), "maximumInterval") ?? reader.node, {
      problem: "`maximumInterval` is shorter than `initialInterval`.",
      instead: "Make it at least as long.",
    });
  if (rule.signal !== undefined && rule.update !== undefined)
    reader.combination("A rule has either `signal` or `update`, not both.", "Keep one here and call the other from the handler.", "update");
  if (idReusePolicy === "reject-duplicate" && idConflictPolicy === "terminate-existing")
    reader.combination(
      "`idReusePolicy: reject-duplicate` and `idConflictPolicy: terminate-existing` exclude each other; Temporal refuses the call.",
      "Write `idReusePolicy: allow-duplicate` to replace a running workflow.",
      writtenName("idConflictPolicy", reader),
    );
  if (kind === "signalWithStart" && idConflictPolicy === "fail")
    reader.combination(
      "Temporal refuses `idConflictPolicy: fail` together with a signal.",
      "Leave it out: a running workflow is then signalled.",
      writtenName("idConflictPolicy", reader),
    );
  if (kind === "updateWithStart" && idConflictPolicy !== undefined && idConflictPolicy !== "use-existing")
    reader.combination(
      `\`idConflictPolicy: ${idConflictPolicy}\` cannot be combined with an update.`,
      "Leave it out: a running workflow is then updated.",
      writtenName("idConflictPolicy", reader),
    );
  if (kind === "updateWithStart" && rule.startDelay !== undefined)
    reader.combination("`startDelay` cannot be combined with an update, which needs the workflow at once.", "Leave it out.", "startDelay");
  if (kind === "signal" || kind === "update") {
    const needless: readonly string[] = [...onlyForStarts.filter((key) => rule[key] !== undefined), ...(givesArgs ? ["args"] : [])];
    for (const key of needless.map((name) => writtenName(name, reader)))
      reader.combination(
        `\`${key}\` is about starting a workflow; this rule starts none.`,
        key === "args" ? `Move it into \`${kind}\`, or give \`workflow\` as well.` : "Give `workflow` as well, or leave it out.",
        key,
      );
  }
  if (kind === "start") {
    for (const key of ["onMissing", "onClosed"] as const)
      if (rule[key] !== undefined)
        reader.combination(
          `\`${key}\` is about a workflow that was started before; this rule starts one.`,
          "Leave it out; `onConflict` says what happens when the id is taken.",
          key,
        );
    if (rule.workflowId.every((part) => typeof part === "string") && idReusePolicy !== "allow-duplicate")
      reader.sink.report("workflow-id-constant", reader.raw("workflowId")?.resolve() ?? reader.node, {
        id: rule.workflowId.join(""),
        policy: idReusePolicy,
      });
  }
  if (kind !== "signal" && kind !== "update" && kind !== "start" && rule.onMissing !== undefined)
    reader.combination("`onMissing` does not arise: the workflow is started when it is missing.", "Leave it out.", "onMissing");
}

/** The name that the rule says an option by. */
function writtenName(name: string, reader: StrictReader): string {
  const option = ruleOptions.options.find((each) => each.name === name);
  return option === undefined ? name : (namesOf(option).find((each) => reader.has(each)) ?? name);
}
