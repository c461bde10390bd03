import type { DocumentNode } from "../../../src/compiler/document/node.ts";
import { loadedSchemas } from "./loaded-schemas.ts";
import { metaSchema, type SuiteGroup } from "./suite.ts";
import { suiteDocument } from "./suite-document.ts";

export interface SuiteSchemas {
  /** In the order of the groups. */
  readonly nodes: readonly DocumentNode[];
  /** Groups that the command line does not read, with its reasons; a loader of the test's own reads them. */
  readonly refused: ReadonlyMap<SuiteGroup, readonly string[]>;
}

export async function suiteSchemas(groups: readonly SuiteGroup[]): Promise<SuiteSchemas> {
  const loaded = await loadedSchemas(groups.map(({ schema }) => schema));
  const refused = new Map<SuiteGroup, readonly string[]>();
  const nodes = groups.map((group, index): DocumentNode => {
    const node = loaded[index];
    if (node !== undefined && !("codes" in node)) return node;
    refused.set(group, node?.codes ?? []);
    return suiteDocument(group.schema, metaSchema());
  });
  return { nodes, refused };
}
