import type { Diagnostic, DiagnosticSink } from "../diagnostics/index.ts";
import type { DocumentNode } from "../document/node.ts";
import type { Contract, Role } from "../model/index.ts";
import { lowerChannels } from "./channels/channels.ts";
import { lowerMessages } from "./channels/messages.ts";
import { lowerServers } from "./channels/server.ts";
import type { Lowering } from "./lowering.ts";
import { askingTypes, contractName, fixedTypes } from "./names/index.ts";
import { lowerOperations } from "./operations/operations.ts";
import { reportReversedDocument } from "./operations/reversed-document.ts";
import { checkSides } from "./operations/sides.ts";
import type { Outline } from "./outline/draft.ts";
import { outlineOfV2 } from "./outline/outline-v2.ts";
import { outlineOfV3 } from "./outline/outline-v3.ts";
import { child, entriesOf, text } from "./reading/fields.ts";
import { reportMisplacedExtensions } from "./reading/misplaced-extensions.ts";
import { lowerInfo } from "./reading/notes.ts";
import { avroSchemas, dialectOf, isAvro, isBareAvro, schemaLowering } from "./schemas/index.ts";
import { avroMappings } from "./x-boost/avro.ts";
import { readDocumentOptions } from "./x-boost/consume-options.ts";
import { readFormats, reportUncheckedFormats } from "./x-boost/formats.ts";
import { lowerTemporalDefaults } from "./x-temporal/defaults.ts";

export interface LowerOptions {
  /** Wins over `x-boost.as` of the document. */
  readonly role?: Role;
  /** Wins over `x-boost.handlers` of the document. */
  readonly handlers?: boolean;
  /** Where `x-boost.workflowCode` of the document does not say it, and the document names Temporal. */
  readonly workflowCode?: boolean;
  readonly sink: DiagnosticSink;
}

/** Document → contract: every name final, every reference settled. Reports what it cannot take over and goes on without it. */
export function lowerDocument(
  root: DocumentNode,
  version: string,
  { role: asked, handlers, workflowCode = false, sink }: LowerOptions,
): Contract {
  const options = readDocumentOptions(child(root, "x-boost"), sink);
  const receives = handlers ?? options.handlers ?? true;
  const major = version.startsWith("2.") ? 2 : 3;
  const outline = major === 2 ? outlineOfV2(root) : outlineOfV3(root);
  const { ofMessages, ofDocument } = avroMappings(outline, root, sink);
  const avro = avroSchemas(root, (diagnostic) => sink.add(diagnostic), ofDocument);
  const hasReplies = outline.operations.some(({ reply }) => reply !== undefined);
  const lowering: Lowering = {
    major,
    role: asked ?? options.as ?? "application",
    sink,
    document: root.file,
    avro,
    avroMappings: ofMessages,
    schemas: schemaLowering({
      document: root.file,
      avro,
      report: (diagnostic) => {
        if (!isNeedless(diagnostic)) sink.add(diagnostic);
      },
    }),
    hasReplies,
    types: new Set([...fixedTypes, ...(hasReplies ? askingTypes : [])]),
  };
  const isRoleSaid = asked !== undefined || options.as !== undefined;
  if (lowering.major === 2 && !isRoleSaid) reportReversedDocument(outline.operations, sink);
  const byId = lowerServers(root, lowering);
  const servers = [...new Set(byId.values())];
  const messages = lowerMessages(outline, root, lowering);
  const channels = lowerChannels(outline, { root, servers: byId, messages }, lowering);
  const leftOut = lowerSpareSchemas(root, lowering);
  const { operations, workflows, schemas } = lowerOperations(outline, { root, servers, channels, messages }, lowering);
  const info = lowerInfo(root);
  const temporal = lowerTemporalDefaults(child(root, "x-temporal"), sink);
  const contract: Contract = {
    kind: "contract",
    name: contractName(info.title ?? ""),
    title: info.title ?? "",
    version: text(child(child(root, "info"), "version")) ?? "",
    info,
    asyncapi: version,
    ...(options.app === undefined ? {} : { app: options.app }),
    role: lowering.role,
    ...readFormats(child(root, "x-boost"), "root", lowering),
    servers,
    channels: [...channels.values()],
    operations: receives ? operations : operations.filter(({ action }) => action === "send"),
    messages: [...messages.values()],
    schemas: schemas.named(lowering.types),
    workflows: receives ? workflows : [],
    ...(temporal === undefined || !receives ? {} : { temporal }),
    ...(receives ? {} : { withoutHandlers: true }),
    workflowCode: options.workflowCode ?? (workflowCode && receives && (workflows.length > 0 || temporal !== undefined)),
  };
  if (receives) checkSides(contract, root, nodesOf(outline), lowering);
  reportUncheckedFormats(contract, root, lowering);
  reportMisplacedExtensions(root, sink);
  for (const { schema, format } of leftOut) {
    // A schema that something refers to was complained about when it was read.
    if (!sink.hasFindingAt(format.place())) sink.report("schema-left-out", format, { schema, format: text(format) ?? "" });
  }
  return contract;
}

/** A condition of `x-temporal` is asked after the message was validated, so its types are known without being said again. */
function isNeedless({ code, place }: Diagnostic): boolean {
  return code === "schema-no-type" && /\/x-temporal(?:\/\d+)?\/when\//.test(place.pointer);
}

function nodesOf({ channels, operations }: Outline): ReadonlyMap<string, DocumentNode> {
  return new Map([...channels, ...operations].map(({ node }) => [node.pointer, node]));
}

interface LeftOut {
  readonly schema: string;
  readonly format: DocumentNode;
}

/** Components that nothing refers to: their names are the document's own, and somebody may want the types. Returns those in a foreign format. */
function lowerSpareSchemas(root: DocumentNode, { schemas }: Lowering): readonly LeftOut[] {
  const leftOut: LeftOut[] = [];
  for (const [key, node] of entriesOf(child(child(root, "components"), "schemas"))) {
    if (node.reference !== undefined || node.kind !== "object" || isBareAvro(node)) continue;
    const format = child(node, "schemaFormat");
    const written = text(format) ?? "";
    if (format === undefined || dialectOf(written) !== undefined || isAvro(written)) schemas.lower(node, [key]);
    else leftOut.push({ schema: key, format });
  }
  return leftOut;
}
