import { type Diagnostic, DiagnosticSink } from "../../compiler/diagnostics/index.ts";
import { type DocumentNode, type LoadOptions, loadDocument } from "../../compiler/document/index.ts";
import { lowerDocument } from "../../compiler/lower/index.ts";
import type { Contract, Role } from "../../compiler/model/index.ts";

export interface ReadContract {
  readonly contract: Contract;
  readonly root: DocumentNode;
}

export type ContractReading =
  | { readonly kind: "read"; readonly read: ReadContract }
  | { readonly kind: "refused"; readonly diagnostics: readonly Diagnostic[] };

/** A document as far as the model: what a comparison needs of it. */
export async function readContract(
  file: string,
  { role, receives, ...options }: LoadOptions & { readonly role?: Role | undefined; readonly receives?: false | undefined },
): Promise<ContractReading> {
  const { root, version, diagnostics } = await loadDocument(file, options);
  const sink = new DiagnosticSink();
  sink.add(...diagnostics);
  if (root === undefined || version === undefined || sink.hasErrors) return { kind: "refused", diagnostics: sink.diagnostics };
  const contract = lowerDocument(root, version, {
    sink,
    ...(role === undefined ? {} : { role }),
    ...(receives === undefined ? {} : { handlers: receives }),
  });
  return sink.hasErrors ? { kind: "refused", diagnostics: sink.diagnostics } : { kind: "read", read: { contract, root } };
}
