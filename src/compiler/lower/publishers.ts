import { pascalName } from "../code/index.ts";
import type { DiagnosticSink } from "../diagnostics/index.ts";
import type { DocumentNode } from "../document/node.ts";
import type { Message } from "../model/index.ts";
import { memberName } from "./names.ts";

interface Sender {
  readonly name: string;
  readonly node: DocumentNode;
  readonly messages: readonly Message[];
}

/** The member of `publish` for a message of a sending operation: the message's name where only one operation sends it, else with the operation's in front. */
export function publisherNames(senders: readonly Sender[], sink: DiagnosticSink): (operation: string, message: Message) => string {
  const sendersOf = new Map<string, Sender[]>();
  for (const sender of senders) for (const { id } of sender.messages) sendersOf.set(id, [...(sendersOf.get(id) ?? []), sender]);
  const nameOf = (operation: string, message: Message): string =>
    (sendersOf.get(message.id)?.length ?? 0) > 1 ? memberName(`${operation} ${pascalName(message.name)}`) : message.member;
  const told = new Set<string>();
  for (const { messages } of senders) {
    for (const message of messages) {
      const shared = sendersOf.get(message.id) ?? [];
      const [first] = shared;
      if (shared.length < 2 || first === undefined || told.has(message.id)) continue;
      told.add(message.id);
      sink.report(
        "publisher-shared",
        first.node,
        { message: message.name, members: shared.map(({ name }) => nameOf(name, message)) },
        { part: "key" },
      );
    }
  }
  return nameOf;
}
