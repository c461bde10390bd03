import type { ContractDefinition } from "../ground/contract.ts";

/** How an operation of a document is called where those of all of them stand together: by its key, with the document where another one has it too. */
export function operationNames(documents: ReadonlyMap<string, ContractDefinition>): (document: string, operation: string) => string {
  const times = new Map<string, number>();
  for (const { operations } of documents.values()) for (const { key } of operations) times.set(key, (times.get(key) ?? 0) + 1);
  return (document, operation) => ((times.get(operation) ?? 0) > 1 ? `${operation} (${document})` : operation);
}
