import { type Code, durable } from "../code/index.ts";
import type { Contract } from "../model/index.ts";
import type { SchemaScope } from "./schema-scope.ts";
import { shared } from "./shared.ts";

interface Kept {
  readonly parts: readonly unknown[];
  /** What was asked of the scope, and what it said. */
  readonly declarations: ReadonlyMap<string, unknown>;
  readonly places: ReadonlyMap<string, Place>;
  readonly cycles: ReadonlyMap<string, { readonly from: string; readonly to: string; readonly isCyclic: boolean }>;
  readonly made: Code | string;
}

type Place = ReturnType<SchemaScope["place"]>;

/**
 * What a compiler that runs again and again (`--watch`) keeps from one run to the next: of a contract that says almost the same, only what
 * changed is emitted anew. The output is that of a run without memory, byte by byte.
 */
export class Memory {
  #contract: Contract | undefined;
  readonly #kept = new Map<string, WeakMap<object, Kept>>();

  /** The same contract, made of the last one's parts where they are equal, so that a part is known again by its identity. */
  recognize(contract: Contract): Contract {
    this.#contract = shared(this.#contract, contract);
    return this.#contract;
  }

  /** What `make` made last time, when neither a part of the model that it reads nor what it asked of the scope has changed. */
  keep<T extends Code | string>(
    what: string,
    parts: readonly [object, ...unknown[]],
    scope: SchemaScope,
    make: (scope: SchemaScope) => T,
  ): T {
    const kept = this.#kept.get(what) ?? new WeakMap<object, Kept>();
    this.#kept.set(what, kept);
    const known = kept.get(parts[0]);
    // What was kept as `what` was made by the same `make`.
    if (known !== undefined && holds(known, parts, scope)) return known.made as T;
    const declarations = new Map<string, unknown>();
    const places = new Map<string, Place>();
    const cycles = new Map<string, { readonly from: string; readonly to: string; readonly isCyclic: boolean }>();
    const made = make({
      find: (id) => {
        const declaration = scope.find(id);
        declarations.set(id, declaration);
        return declaration;
      },
      declaration: (id) => {
        const declaration = scope.declaration(id);
        declarations.set(id, declaration);
        return declaration;
      },
      place: (id) => {
        const { file, name } = scope.place(id);
        places.set(id, { file, name });
        return { file, name };
      },
      isCyclic: (from, to) => {
        const isCyclic = scope.isCyclic(from, to);
        cycles.set(`${from}\n${to}`, { from, to, isCyclic });
        return isCyclic;
      },
    });
    if (typeof made !== "string") durable(made);
    kept.set(parts[0], { parts, declarations, places, cycles, made });
    return made;
  }
}

function holds({ parts, declarations, places, cycles }: Kept, now: readonly unknown[], scope: SchemaScope): boolean {
  if (parts.length !== now.length || parts.some((part, index) => !Object.is(part, now[index]))) return false;
  for (const [id, declaration] of declarations) if (scope.find(id) !== declaration) return false;
  for (const [id, { file, name }] of places) {
    const declaration = scope.find(id);
    if (declaration?.file !== file || declaration.name !== name) return false;
  }
  for (const { from, to, isCyclic } of cycles.values()) if (scope.isCyclic(from, to) !== isCyclic) return false;
  return true;
}
