import { boostGroups } from "../../../options/boost.ts";
import { mergeOptions } from "../../../options/merge.ts";
import type { AskingOptions, DispatchOptions, DocumentOptions, RequestOptions } from "../../../options/options.generated.ts";
import type { DiagnosticSink } from "../../diagnostics/index.ts";
import type { DocumentNode } from "../../document/node.ts";
import type { ConsumeOptions } from "../../model/index.ts";
import type { Lowering } from "../lowering.ts";
import { readBoost } from "./read-boost.ts";

/** `x-boost.as`, `.app`, `.handlers` and `.workflowCode` of the root. */
export function readDocumentOptions(node: DocumentNode | undefined, sink: DiagnosticSink): DocumentOptions {
  return readBoost<DocumentOptions>(boostGroups.document, node, "root", sink);
}

/** `x-boost` of the root or of an operation: how messages are consumed. Durations in milliseconds. */
export function readConsumeOptions(
  node: DocumentNode | undefined,
  place: "root" | "channel" | "operation",
  { sink }: Lowering,
): ConsumeOptions {
  return readBoost<ConsumeOptions>(boostGroups.consume, node, place, sink);
}

/** Options of an operation over those of the root, key by key. */
export function mergeConsumeOptions(root: ConsumeOptions, own: ConsumeOptions): ConsumeOptions {
  return mergeOptions(boostGroups.consume, [root, own]);
}

/** `x-boost.request` of an operation over that of the root; nothing where neither says anything. */
export function readRequestOptions(
  [root, own]: readonly [DocumentNode | undefined, DocumentNode | undefined],
  { sink }: Lowering,
): RequestOptions | undefined {
  const layers = [
    readBoost<AskingOptions>(boostGroups.request, root, "root", sink),
    readBoost<AskingOptions>(boostGroups.request, own, "operation", sink),
  ];
  return mergeOptions<AskingOptions>(boostGroups.request, layers).request;
}

/** `x-boost.dispatch` of an operation. */
export function dispatchMode(node: DocumentNode | undefined, { sink }: Lowering): "exact" | "first" {
  return readBoost<DispatchOptions>(boostGroups.dispatch, node, "operation", sink).dispatch ?? "exact";
}
