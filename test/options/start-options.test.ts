import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { WorkflowIdConflictPolicy, WorkflowIdReusePolicy } from "@temporalio/client";
import ts from "typescript-5.9";
import { spellings } from "../../src/options/judge.ts";
import { allOptions } from "../../src/options/look-up.ts";
import { ruleActions, ruleOptions } from "../../src/options/temporal.ts";

const page = readFileSync(new URL("../../src/guide/start-options.md", import.meta.url), "utf8");
const rows = [ruleActions, ruleOptions].flatMap((group) => allOptions(group));
const rowNames = rows.map(({ path }) => path.join("."));

/** What the installed SDK takes, read from its declarations. */
const asked = `
import type { WorkflowClient, WorkflowStartOptions as Start, WorkflowSignalWithStartOptions as Signal } from "@temporalio/client";
export type WorkflowStartOptions = Start;
export type WorkflowSignalWithStartOptions = Omit<Signal<[string]>, keyof WorkflowStartOptions> & { signalTypeInfo?: unknown };
export type WorkflowUpdateOptions = Parameters<WorkflowClient["executeUpdateWithStart"]>[1] & Parameters<WorkflowClient["startUpdateWithStart"]>[1];
export type RetryPolicy = NonNullable<Start["retry"]>;
export type Priority = NonNullable<Start["priority"]>;
export type PinnedVersioningOverride = Extract<Start["versioningOverride"], object>;
`;

const tables = [
  "WorkflowStartOptions",
  "RetryPolicy",
  "Priority",
  "PinnedVersioningOverride",
  "WorkflowSignalWithStartOptions",
  "WorkflowUpdateOptions",
] as const;

function optionsOfTheSdk(): ReadonlyMap<string, readonly string[]> {
  const file = fileURLToPath(new URL("./asked.ts", import.meta.url));
  const settings = {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    noEmit: true,
    types: [],
  };
  const host = ts.createCompilerHost(settings);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.getSourceFile = (name, options) =>
    name === file ? ts.createSourceFile(name, asked, options) : getSourceFile.call(host, name, options);
  const program = ts.createProgram([file], settings, host);
  const source = program.getSourceFile(file) ?? assert.fail("nothing to ask");
  const wrong = program.getSemanticDiagnostics(source).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  assert.deepEqual(wrong, []);
  const checker = program.getTypeChecker();
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source) ?? assert.fail("no module"));
  return new Map(
    exported.map((symbol) => {
      const named = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      return [symbol.name, checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(named)).map(({ name }) => name)] as const;
    }),
  );
}

interface Row {
  readonly option: string;
  readonly verdict: string;
  readonly reason: string;
}

function rowsOf(table: string): readonly Row[] {
  const [, text = ""] = new RegExp(`<!-- ${table} -->\\n([\\s\\S]*?)<!-- /${table} -->`).exec(page) ?? [];
  return text
    .trim()
    .split("\n")
    .slice(2)
    .map((line) => {
      const [option = "", verdict = "", reason = ""] = line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim());
      return { option: option.replaceAll("`", ""), verdict, reason };
    });
}

describe("the page of start options", () => {
  test("has every option of the installed SDK, and no other", () => {
    const sdk = optionsOfTheSdk();
    for (const table of tables) {
      const listed = rowsOf(table).map(({ option }) => option);
      assert.ok(listed.length > 0, table);
      assert.deepEqual(listed.toSorted(), [...(sdk.get(table) ?? [])].toSorted(), table);
    }
  });

  test("names an option of ours for each that is taken, and a reason for each that is left", () => {
    const taken = new Set<string>();
    for (const { option, verdict, reason } of tables.flatMap(rowsOf)) {
      assert.ok(verdict === "taken" || verdict === "left", option);
      if (verdict === "left") assert.ok(reason.length > 10, option);
      else {
        const named = [...reason.matchAll(/`([\w.]+)`/g)].map(([, name = ""]) => name).filter((name) => rowNames.includes(name));
        assert.ok(named.length > 0, `${option}: ${reason}`);
        for (const name of named) taken.add(name);
      }
    }
    // What only we have, and what stands inside of something that is named.
    const ours = /^(when|onConflict|onMissing|onClosed|signal|update)(\.|$)|^versioningOverride\.|^searchAttributes\./;
    assert.deepEqual(
      rowNames.filter((name) => !taken.has(name) && !ours.test(name)),
      [],
    );
  });

  test("the SDK's names lead to the options that the page says, and its choices are ours", () => {
    for (const { option } of rows)
      if (option.sdkName !== undefined) {
        const row = rowsOf("WorkflowStartOptions").find((each) => each.option === option.sdkName);
        assert.ok(row?.reason.startsWith(`\`${option.name}\``), option.sdkName);
      }
    const choices = (name: string): readonly string[] => {
      const option = rows.find(({ path }) => path.join(".") === name)?.option;
      return option?.kind === "choice" ? option.choices.flatMap((choice) => spellings(option, choice)[1] ?? []) : [];
    };
    // The SDK keeps old names of the same values beside the new ones.
    const values = (constants: object): readonly string[] =>
      Object.keys(constants).filter((name) => !name.startsWith("WORKFLOW_ID_REUSE_POLICY_"));
    assert.deepEqual([...choices("idReusePolicy"), "TERMINATE_IF_RUNNING"].toSorted(), values(WorkflowIdReusePolicy).toSorted());
    assert.deepEqual(choices("idConflictPolicy").toSorted(), values(WorkflowIdConflictPolicy).toSorted());
    assert.deepEqual(choices("versioningOverride.behavior"), ["AUTO_UPGRADE"]);
  });
});
