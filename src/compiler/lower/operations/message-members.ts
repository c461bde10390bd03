import type { DiagnosticSink } from "../../diagnostics/index.ts";
import type { DocumentNode } from "../../document/node.ts";
import type { Message } from "../../model/index.ts";
import { assignNames, memberName } from "../names/index.ts";

/** An operation with what it sends, or what it receives. */
export interface Side {
  readonly name: string;
  readonly node: DocumentNode;
  readonly messages: readonly Message[];
}

export type MemberOf = (operation: string, message: Message) => string;

/**
 * Members of `publish`, or of what a test sends: the message's name where only one operation has it, else with the operation's in front.
 * Messages that keep their name claim it first.
 */
export function messageMembers(kind: "publisher" | "incoming message", sides: readonly Side[], sink: DiagnosticSink): MemberOf {
  const shared = sharedMessages(sides);
  const idOf: MemberOf = (operation, { id }) => `${operation} ${id}`;
  const named = sides.flatMap(({ name, node, messages }) =>
    messages.map((message) => ({
      id: idOf(name, message),
      candidates: [shared.has(message.id) ? { text: `${name} ${message.name}`, rank: 1 } : { text: message.member, rank: 0 }],
      node,
    })),
  );
  const names = assignNames(kind, named, { make: memberName, sink });
  return (operation, message) => names.get(idOf(operation, message)) ?? message.member;
}

/** By the message's identity, where several operations send it. */
export function reportSharedPublishers(sides: readonly Side[], memberOf: MemberOf, sink: DiagnosticSink): void {
  for (const [id, senders] of sharedMessages(sides)) {
    const [first] = senders;
    const message = first?.messages.find((candidate) => candidate.id === id);
    if (first === undefined || message === undefined) continue;
    const members = senders.map(({ name }) => memberOf(name, message));
    sink.report("publisher-shared", first.node, { message: message.name, members }, { part: "key" });
  }
}

function sharedMessages(sides: readonly Side[]): ReadonlyMap<string, readonly Side[]> {
  const sidesOf = new Map<string, Side[]>();
  for (const side of sides) {
    for (const { id } of side.messages) {
      const known = sidesOf.get(id);
      if (known === undefined) sidesOf.set(id, [side]);
      else known.push(side);
    }
  }
  return new Map([...sidesOf].filter(([, all]) => all.length > 1));
}
