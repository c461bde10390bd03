import {
  type Code,
  code,
  fileRef,
  importRef,
  type LaidOutFile,
  literal,
  type PrintOptions,
  printLayout,
  propertyAccess,
  stringLiteral,
} from "../../code/index.ts";
import type { Contract, JsonValue, OperationMessage } from "../../model/index.ts";
import type { GeneratedFile } from "../generated-file.ts";

const path = "test/service";

/** Sends an example of the document through the whole application, without broker and Temporal; without one it only starts. */
export function emitServiceTest(contract: Contract, print: PrintOptions): GeneratedFile {
  const receives = contract.operations.some(({ action }) => action === "receive");
  const text = receives
    ? printLayout("project/receiving-test", { path, holes: receivingTest(contract), declared: ["app"] }, print)
    : printLayout("project/sending-test", { path, holes: sendingTest(contract), declared: [] }, print);
  return { path: `${path}.test.ts`, text };
}

const generated = fileRef("generated/index", "contract");
const testCall = importRef("node:test", "test");
const equal = importRef("node:assert/strict", "equal");

function receivingTest(contract: Contract): LaidOutFile["holes"] {
  const first = firstStart(contract);
  return {
    test: testCall,
    title: stringLiteral(first === undefined ? "the application starts" : `${first.message.name} starts ${first.type}`),
    createTestApp: importRef("boost-gen/testing", "createTestApp"),
    contract: generated,
    handlers: fileRef("handlers/index", "handlers"),
    checks: first === undefined ? [code`    ${equal}(app.workflows.started.length, 0);`] : publishing(first),
  };
}

/** A document that only sends: there is nothing to run without a broker, but its examples have to be valid. */
function sendingTest({ operations }: Contract): LaidOutFile["holes"] {
  const entries = operations.flatMap(({ messages }) => messages).filter(({ publisher }) => publisher !== undefined);
  const examples = entries.flatMap(({ message, publisher = "" }) =>
    message.examples.flatMap(({ payload }) => (payload === undefined ? [] : [{ publisher, payload }])),
  );
  return {
    test: testCall,
    equal,
    contract: generated,
    count: literal(entries.length),
    checks: examples.map(
      ({ publisher, payload }) =>
        code`  ${equal}(${generated}.publishers[${stringLiteral(publisher)}]?.message.payload.safeParse(${literal(payload)}).success, true);`,
    ),
  };
}

interface Start extends OperationMessage {
  readonly type: string;
  readonly member: string;
  readonly example: JsonValue;
}

/** A message that starts a workflow whatever it says, and that the document has an example of. */
function firstStart({ operations }: Contract): Start | undefined {
  for (const entry of operations.flatMap(({ messages }) => messages)) {
    const example = entry.message.examples.find(({ payload, headers }) => payload !== undefined && headers === undefined)?.payload;
    const [rule] = entry.rules;
    if (example === undefined || entry.incoming === undefined || rule?.kind !== "start" || rule.type === undefined) continue;
    if (rule.when === undefined) return { ...entry, type: rule.type, member: entry.incoming, example };
  }
  return undefined;
}

function publishing({ type, member, example }: Start): readonly Code[] {
  const started = code`app.workflows.started.map(({ workflow }) => workflow)`;
  return [
    code`    await app.publish${propertyAccess(member)}(${literal(example)});`,
    code`    ${importRef("node:assert/strict", "deepEqual")}(${started}, [${stringLiteral(type)}]);`,
  ];
}
