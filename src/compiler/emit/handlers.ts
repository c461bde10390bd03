import { docLines, quoted, renderTemplate } from "../code/index.ts";
import type { Contract, Operation, OperationMessage } from "../model/index.ts";
import type { HandlerMember, HandlerStub } from "./handler-stub.ts";
import { briefText } from "./notes.ts";
import { ruleSummary } from "./rule-summary.ts";
import { wherefrom } from "./wherefrom.ts";

/** What each handler file looks like before anybody edits it. Names are identifiers that the lowering made; other text passes `docLines`. */
export function handlerStubs(contract: Contract): readonly HandlerStub[] {
  return contract.operations.flatMap((operation) => (operation.action === "receive" ? [stub(operation, contract)] : []));
}

function stub(operation: Operation, contract: Contract): HandlerStub {
  return {
    operation: operation.key,
    channel: operation.channel.key,
    file: operation.file,
    exportName: operation.name,
    typeName: operation.typeName,
    module: "operations",
    doc: docLines(
      `${operation.summary === undefined ? "" : `${operation.summary}\n`}Receives from ${wherefrom(operation, contract.servers)}.`,
    ),
    members: operation.messages.map((entry) => member(entry, operation)),
  };
}

function member({ message, rules }: OperationMessage, operation: Operation): HandlerMember {
  const doc = docLines([briefText(message), ...rules.map(ruleSummary)].filter((text) => text !== undefined).join("\n"));
  const { member: name } = message;
  // Without a rule there is nothing that we could do with the message. To acknowledge it would lose it, and to refuse it would move real
  // traffic away, so its source waits until somebody writes the handler.
  const isWritten = rules.length > 0 && operation.reply === undefined;
  const text = renderTemplate("handler-member", { name, isWritten, place: quoted(`${operation.name}.${name}`) }).trimEnd();
  return isWritten ? { name, doc, text } : { name, doc, text, imports: [{ name: "HandlerNotWritten", from: "boost-gen/runtime" }] };
}
