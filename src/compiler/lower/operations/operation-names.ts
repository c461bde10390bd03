import type { Operation } from "../../model/index.ts";
import type { Lowering } from "../lowering.ts";
import { assignNames, handlerFile, operationName, typeName } from "../names/index.ts";
import type { OperationDraft } from "../outline/draft.ts";

export type OperationNames = Pick<Operation, "name" | "typeName" | "file">;

/** Of each operation its own name, that of its handlers' type and that of its handler file. */
export function namesOfOperations(drafts: readonly OperationDraft[], { sink, types }: Lowering): (id: string) => OperationNames {
  const own = drafts.map(({ id, wanted, node }) => ({ id, node, candidates: [{ text: wanted, rank: 0 }] }));
  const names = assignNames("operation", own, { make: operationName, sink });
  const nameOf = (id: string): string => names.get(id) ?? "";
  const after = (suffix: string): typeof own =>
    own.map((claim) => ({ ...claim, candidates: [{ text: `${nameOf(claim.id)}${suffix}`, rank: 0 }] }));
  const typeNames = assignNames("type of handlers", after("Handlers"), { make: typeName, sink, taken: types });
  const files = assignNames("handler file", after(""), { make: handlerFile, sink });
  for (const name of typeNames.values()) types.add(name);
  return (id) => ({ name: nameOf(id), typeName: typeNames.get(id) ?? "", file: files.get(id) ?? "" });
}
