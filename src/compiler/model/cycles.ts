/**
 * Groups of nodes that lead back to themselves (strongly connected components, Tarjan). Linear, with a stack of its own: chains of references may be long.
 * Edges to unknown nodes are ignored.
 */
export function cyclesIn(edges: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  return components(edges).filter((ids) => ids.length > 1 || ids.some((id) => edges.get(id)?.includes(id)));
}

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
