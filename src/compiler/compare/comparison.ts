import type { BindingValue, Contract, SchemaDeclaration } from "../model/index.ts";
import { type Change, type ChangeCode, type ChangeParameters, changeTable } from "./change.ts";
import type { Declarations } from "./schemas/declarations.ts";
import { type Fingerprint, fingerprints } from "./schemas/fingerprint.ts";

/** What a change is about, and where each document has it. */
export interface At {
  readonly subject: string;
  readonly path?: string;
  readonly before?: string;
  readonly after?: string;
}

/** The state that the parts of a comparison share. */
export interface Comparison {
  readonly before: Contract;
  readonly after: Contract;
  readonly schemas: { readonly before: Declarations; readonly after: Declarations };
  readonly fingerprint: Fingerprint;
  /** Old name → new name of messages, old key → new key of channels, filled by the parts that find renames. */
  readonly renamedMessages: Map<string, string>;
  readonly renamedChannels: Map<string, string>;
  readonly changes: Change[];
  readonly report: <Code extends ChangeCode>(code: Code, parameters: ChangeParameters<Code>, at: At) => void;
}

export function comparisonOf(before: Contract, after: Contract): Comparison {
  const byId = (declarations: readonly SchemaDeclaration[]): Declarations =>
    new Map(declarations.map((declaration) => [declaration.id, declaration]));
  const schemas = { before: byId(before.schemas), after: byId(after.schemas) };
  const changes: Change[] = [];
  return {
    before,
    after,
    schemas,
    fingerprint: fingerprints(schemas.before, schemas.after),
    renamedMessages: new Map(),
    renamedChannels: new Map(),
    changes,
    report: (code, parameters, { subject, path = "", ...places }) => {
      const { consumer, producer, text } = changeTable[code];
      changes.push({ code, subject, path, text: text(parameters), consumer, producer, ...places });
    },
  };
}

/** What bindings say of schema registries is compared by what follows from it: see compare-registry.ts. */
const ofRegistries: ReadonlySet<string> = new Set([
  "schemaRegistryUrl",
  "schemaRegistryVendor",
  "schemaIdLocation",
  "schemaIdPayloadEncoding",
  "schemaLookupStrategy",
]);

interface Bound {
  readonly binding?: BindingValue;
}

export function compareBindings(old: Bound, now: Bound, at: At, { fingerprint, report }: Comparison): void {
  const rest = ({ binding }: Bound): object =>
    Object.fromEntries(Object.entries(binding?.value ?? {}).filter(([name]) => !ofRegistries.has(name)));
  if (fingerprint(rest(old), "before") !== fingerprint(rest(now), "after"))
    report("binding-changed", { name: (now.binding ?? old.binding)?.protocols.join(" and ") ?? "" }, at);
}

/** Description and deprecation of a thing that has both. */
export function compareWords(
  before: { readonly description?: string; readonly deprecated?: boolean },
  after: { readonly description?: string; readonly deprecated?: boolean },
  at: At,
  { report }: Comparison,
): void {
  if (before.description !== after.description) report("description-changed", { name: "it" }, at);
  if ((before.deprecated ?? false) !== (after.deprecated ?? false))
    report(after.deprecated === true ? "deprecated" : "no-longer-deprecated", { name: "it" }, at);
}
