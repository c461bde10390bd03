import { referencesIn, type SchemaDeclaration } from "../model/index.ts";

/** For each declaration that is part of a cycle of references: the number of its cycle (strongly connected component). Linear, and no recursion over references. */
export function cyclicReferences(declarations: readonly SchemaDeclaration[]): ReadonlyMap<string, number> {
  const edges = new Map(declarations.map((declaration) => [declaration.id, referencesIn(declaration.schema)]));
  const result = new Map<string, number>();
  for (const [component, ids] of components(edges).entries()) {
    const [only = ""] = ids;
    if (ids.length > 1 || edges.get(only)?.includes(only) === true) for (const id of ids) result.set(id, component);
  }
  return result;
}

/** Tarjan's algorithm with a stack of its own. */
function components(edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const waiting: string[] = [];
  const isWaiting = new Set<string>();
  const found: string[][] = [];
  for (const start of edges.keys()) {
    if (order.has(start)) continue;
    const path: { readonly id: string; next: number }[] = [];
    enter(start);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const target = edges.get(top.id)?.[top.next++];
      if (target === undefined) leave(top.id);
      else if (!order.has(target) && edges.has(target)) enter(target);
      else if (isWaiting.has(target)) lower(top.id, order.get(target) ?? 0);
    }

    function enter(id: string): void {
      order.set(id, order.size);
      low.set(id, order.get(id) ?? 0);
      waiting.push(id);
      isWaiting.add(id);
      path.push({ id, next: 0 });
    }

    function leave(id: string): void {
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) lower(parent.id, low.get(id) ?? 0);
      if (low.get(id) !== order.get(id)) return;
      const component = waiting.splice(waiting.lastIndexOf(id));
      for (const member of component) isWaiting.delete(member);
      found.push(component);
    }
  }
  return found;

  function lower(id: string, value: number): void {
    low.set(id, Math.min(low.get(id) ?? value, value));
  }
}
