import { fileName, pascalName } from "../code/index.ts";
import type { DiagnosticSink } from "../diagnostics/index.ts";
import type { DocumentNode } from "../document/node.ts";
import type { Channel, Contract, Message, Operation, Role } from "../model/index.ts";
import { lowerChannel } from "./channel.ts";
import type { ChannelDraft, MessageDraft, OperationDraft, Outline } from "./draft.ts";
import { child, text } from "./fields.ts";
import type { Lowering } from "./lowering.ts";
import { lowerMessage, shapeOf } from "./message.ts";
import { assignNames, contractName, memberName } from "./names.ts";
import { lowerOperation, lowerReply } from "./operation.ts";
import { outlineOfV2 } from "./outline-v2.ts";
import { outlineOfV3 } from "./outline-v3.ts";
import { publisherNames } from "./publishers.ts";
import { schemaLowering } from "./schemas/index.ts";
import { lowerServers } from "./server.ts";
import { settleContract } from "./settle-contract.ts";
import { StrictReader } from "./strict-reader.ts";
import { lowerWorkflows, type RuleUse } from "./workflows.ts";
import { dispatchMode } from "./x-boost.ts";
import { lowerRules, type RuleDraft } from "./x-temporal.ts";

export interface LowerOptions {
  /** Wins over `x-boost.as` of the document. */
  readonly role?: Role;
  readonly sink: DiagnosticSink;
}

/** Document → contract: every name final, every reference settled. Reports what it cannot take over and goes on without it. */
export function lowerDocument(root: DocumentNode, version: string, { role: asked, sink }: LowerOptions): Contract {
  const major = version.startsWith("2.") ? 2 : 3;
  const boost = child(root, "x-boost");
  const role =
    asked ??
    (boost === undefined ? undefined : new StrictReader(boost, "x-boost", sink).choice("as", ["application", "client"])) ??
    "application";
  const schemas = schemaLowering({ report: (diagnostic) => sink.add(diagnostic) });
  const lowering: Lowering = { major, role, sink, schemas };
  const outline = major === 2 ? outlineOfV2(root) : outlineOfV3(root);

  const servers = lowerServers(root, lowering);
  const messages = lowerMessages(outline, root, lowering);
  const channels = lowerChannels(outline, servers, messages, lowering);
  const { operations, workflows } = lowerOperations(outline, { root, channels, messages }, lowering);
  reportSides(operations, outline, root, lowering);

  const info = child(root, "info");
  const title = text(child(info, "title")) ?? "";
  const description = text(child(info, "description"));
  const temporal = temporalDefaults(root, sink);
  return settleContract(
    {
      kind: "contract",
      name: contractName(title),
      title,
      version: text(child(info, "version")) ?? "",
      ...(description === undefined ? {} : { description }),
      asyncapi: version,
      role,
      servers: [...new Set(servers.values())],
      channels: [...channels.values()],
      operations,
      messages: [...messages.values()],
      schemas: [],
      workflows,
      ...(temporal === undefined ? {} : { temporal }),
    },
    schemas,
    { pascalName, fileName },
  );
}

function lowerMessages({ channels }: Outline, root: DocumentNode, lowering: Lowering): ReadonlyMap<string, Message> {
  const drafts = new Map(channels.flatMap(({ messages }) => messages.map((message) => [message.id, message] as const)));
  const named = [...drafts.values()];
  const names = assignNames("message", named, pascalName, lowering.sink);
  const members = assignNames("message", named, memberName, lowering.sink);
  const contentType = text(child(root, "defaultContentType")) ?? "application/json";
  const messages = new Map<string, Message>();
  for (const draft of named) {
    const message = lowerMessage(draft, names.get(draft.id) ?? "", members.get(draft.id) ?? "", lowering, contentType);
    if (message !== undefined) messages.set(draft.id, message);
  }
  return messages;
}

function lowerChannels(
  outline: Outline,
  servers: ReturnType<typeof lowerServers>,
  messages: ReadonlyMap<string, Message>,
  lowering: Lowering,
): ReadonlyMap<string, Channel> {
  const names = assignNames(
    "channel",
    outline.channels.map((draft) => ({ ...draft, wanted: draft.key })),
    memberName,
    lowering.sink,
  );
  const modeOf = (draft: ChannelDraft): "exact" | "first" => {
    const receiving = outline.operations.filter((operation) => operation.channel === draft && actionOf(operation, lowering) === "receive");
    return receiving.map(({ fields }) => dispatchMode(fields.get("x-boost"), lowering)).includes("first") ? "first" : "exact";
  };
  return new Map(
    outline.channels.map((draft) => {
      const context = {
        name: names.get(draft.id) ?? "",
        mode: modeOf(draft),
        servers,
        message: ({ id }: MessageDraft) => messages.get(id),
      };
      return [draft.id, lowerChannel(draft, context, lowering)];
    }),
  );
}

function actionOf({ action }: OperationDraft, { role }: Lowering): "receive" | "send" {
  return role === "application" ? action : action === "receive" ? "send" : "receive";
}

interface Parts {
  readonly root: DocumentNode;
  readonly channels: ReadonlyMap<string, Channel>;
  readonly messages: ReadonlyMap<string, Message>;
}

function lowerOperations(
  outline: Outline,
  { root, channels, messages }: Parts,
  lowering: Lowering,
): { readonly operations: readonly Operation[]; readonly workflows: Contract["workflows"] } {
  const names = assignNames(
    "operation",
    outline.operations.map((draft) => ({ ...draft, node: draft.fields.node })),
    memberName,
    lowering.sink,
  );
  const nameOf = (draft: OperationDraft): string => names.get(draft.id) ?? "";
  const rules = new Map<string, readonly RuleDraft[]>();
  const uses: RuleUse[] = [];
  for (const draft of outline.operations) {
    if (actionOf(draft, lowering) !== "receive") continue;
    for (const messageDraft of draft.messages) {
      const message = messages.get(messageDraft.id);
      if (message === undefined) continue;
      const own = messageDraft.fields.get("x-temporal");
      const drafts = lowerRules(own ?? draft.fields.get("x-temporal"), shapeOf(messageDraft, lowering.major), lowering);
      rules.set(`${draft.id} ${message.id}`, drafts);
      uses.push(...drafts.map((rule) => ({ message, draft: rule, node: messageDraft.node })));
    }
  }
  const { workflows, ruleOf } = lowerWorkflows(uses, lowering);
  const publisher = publisherNames(
    outline.operations
      .filter((draft) => actionOf(draft, lowering) === "send")
      .map((draft) => ({
        name: nameOf(draft),
        node: draft.fields.node,
        messages: draft.messages.flatMap(({ id }) => messages.get(id) ?? []),
      })),
    lowering.sink,
  );
  const operations = outline.operations.flatMap((draft): Operation[] => {
    const channel = channels.get(draft.channel.id);
    const action = actionOf(draft, lowering);
    const name = nameOf(draft);
    const own = draft.messages.flatMap(({ id }) => messages.get(id) ?? []);
    if (channel === undefined || own.length === 0) {
      lowering.sink.report("operation-empty", draft.fields.node, { operation: draft.key }, { part: "key" });
      return [];
    }
    const entries = own.map((message) => ({
      message,
      rules: (rules.get(`${draft.id} ${message.id}`) ?? []).map(ruleOf),
      publisher: publisher(name, message),
    }));
    const reply =
      action === "receive" && draft.reply !== undefined
        ? lowerReply(
            draft.reply,
            draft.reply.channel === undefined ? undefined : channels.get(draft.reply.channel.id),
            draft.reply.messages.flatMap(({ id }) => messages.get(id) ?? []),
          )
        : undefined;
    return [lowerOperation(draft, { name, action, channel, messages: entries, defaults: child(root, "x-boost"), reply }, lowering)];
  });
  return { operations, workflows };
}

/** A message belongs to at most one receiving operation of its channel; a document that yields nothing says why. */
function reportSides(operations: readonly Operation[], outline: Outline, root: DocumentNode, { sink, role }: Lowering): void {
  const owners = new Map<string, Operation[]>();
  for (const operation of operations) {
    if (operation.action !== "receive") continue;
    for (const { message } of operation.messages) {
      const key = `${operation.channel.pointer} ${message.id}`;
      owners.set(key, [...(owners.get(key) ?? []), operation]);
      const all = owners.get(key) ?? [];
      const draft = outline.operations.find(({ fields }) => fields.node.pointer === operation.pointer);
      if (all.length > 1 && draft !== undefined)
        sink.report(
          "message-twice",
          draft.fields.node,
          {
            message: message.name,
            address: operation.channel.address ?? operation.channel.key,
            operations: all.map(({ key: name }) => name),
          },
          { part: "key" },
        );
    }
  }
  if (operations.length > 0 && !operations.some(({ action }) => action === "receive"))
    sink.report("no-handlers", root, { role, other: role === "client" ? "application" : "client" });
}

function temporalDefaults(root: DocumentNode, sink: DiagnosticSink): Contract["temporal"] {
  const node = child(root, "x-temporal");
  if (node === undefined) return undefined;
  const reader = new StrictReader(node, "x-temporal", sink);
  const namespace = reader.string("namespace");
  const taskQueue = reader.string("taskQueue");
  const address = reader.string("address");
  reader.end();
  return {
    ...(namespace === undefined ? {} : { namespace }),
    ...(taskQueue === undefined ? {} : { taskQueue }),
    ...(address === undefined ? {} : { address }),
  };
}
