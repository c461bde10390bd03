import {
  type Code,
  code,
  fileRef,
  importRef,
  lines,
  literal,
  type PrintOptions,
  printFile,
  propertyAccess,
  stringLiteral,
} from "../../code/index.ts";
import type { Contract, JsonValue, OperationMessage } from "../../model/index.ts";
import type { GeneratedFile } from "../generated-file.ts";

const path = "test/service";

/** Sends an example of the document through the whole application, without broker and Temporal; without one it only starts. */
export function emitServiceTest(contract: Contract, print: PrintOptions): GeneratedFile {
  const receives = contract.operations.some(({ action }) => action === "receive");
  const statements = [lines(receives ? receivingTest(contract) : sendingTest(contract))];
  return { path: `${path}.test.ts`, text: printFile({ path, statements, declared: ["app"] }, print) };
}

const generated = fileRef("generated/index", "contract");
const testCall = importRef("node:test", "test");
const equal = importRef("node:assert/strict", "equal");

function receivingTest(contract: Contract): readonly Code[] {
  const first = firstStart(contract);
  const title = first === undefined ? "the application starts" : `${first.message.name} starts ${first.type}`;
  return [
    code`${testCall}(${stringLiteral(title)}, async () => {`,
    code`  const app = await ${importRef("boost-gen/testing", "createTestApp")}(${generated}, ${fileRef("handlers/index", "handlers")});`,
    code`  try {`,
    ...(first === undefined ? [code`    ${equal}(app.workflows.started.length, 0);`] : sending(first)),
    code`  } finally {`,
    code`    await app.stop();`,
    code`  }`,
    code`});`,
  ];
}

/** A document that only sends: there is nothing to run without a broker, but its examples have to be valid. */
function sendingTest({ operations }: Contract): readonly Code[] {
  const entries = operations.flatMap(({ messages }) => messages).filter(({ publisher }) => publisher !== undefined);
  const examples = entries.flatMap(({ message, publisher = "" }) =>
    message.examples.flatMap(({ payload }) => (payload === undefined ? [] : [{ publisher, payload }])),
  );
  return [
    code`${testCall}("the document's examples can be published", () => {`,
    code`  ${equal}(Object.keys(${generated}.publishers).length, ${literal(entries.length)});`,
    ...examples.map(
      ({ publisher, payload }) =>
        code`  ${equal}(${generated}.publishers[${stringLiteral(publisher)}]?.message.payload.safeParse(${literal(payload)}).success, true);`,
    ),
    code`});`,
  ];
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

function sending({ type, member, example }: Start): readonly Code[] {
  const started = code`app.workflows.started.map(({ workflow }) => workflow)`;
  return [
    code`    await app.publish${propertyAccess(member)}(${literal(example)});`,
    code`    ${importRef("node:assert/strict", "deepEqual")}(${started}, [${stringLiteral(type)}]);`,
  ];
}
