import { ConnectionError } from "../ground/errors.ts";
import type { TemporalConnection } from "./connection.ts";
import { isSameType } from "./search-attribute-type.ts";

/** As `temporal.api.enums.v1.IndexedValueType` numbers them, by the words of `x-temporal.searchAttributes`. */
const types: readonly (string | undefined)[] = [undefined, "text", "keyword", "int", "double", "bool", "datetime", "keyword-list"];

/** Name → type, in the document's words, of all that the namespace has. @throws what the client throws */
export async function searchAttributesOf(connection: TemporalConnection, namespace: string): Promise<ReadonlyMap<string, string>> {
  const { customAttributes, systemAttributes } = await connection.call((client) =>
    client.connection.operatorService.listSearchAttributes({ namespace }),
  );
  return new Map(
    Object.entries({ ...systemAttributes, ...customAttributes }).map(([name, type]) => [name, types[Number(type)] ?? String(type)]),
  );
}

/** @throws ConnectionError while the namespace does not have it, or has it as `not`. */
export async function hasSearchAttribute(connection: TemporalConnection, namespace: string, name: string, not?: string): Promise<void> {
  const type = (await searchAttributesOf(connection, namespace)).get(name);
  if (type === undefined) throw new ConnectionError(`the namespace "${namespace}" has no search attribute "${name}" yet`);
  if (not !== undefined && isSameType(type, not))
    throw new ConnectionError(`the namespace "${namespace}" still has the search attribute "${name}" as ${not}`);
}
