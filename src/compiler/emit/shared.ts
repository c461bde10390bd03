type Plain = { readonly [key: string]: unknown };

/**
 * `now`, but every part that says the same as its counterpart in `before` is that counterpart: equal parts are identical ones, however far
 * down. Both are plain data without cycles; a part that occurs twice in `now` is one object in the result too.
 */
export function shared<T extends object>(before: T | undefined, now: T): T {
  const done = new Map<object, unknown>();

  function share(old: unknown, value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    const known = done.get(value);
    if (known !== undefined) return known;
    const result = Array.isArray(value) ? shareList(Array.isArray(old) ? old : [], value) : shareRecord(asRecord(old), value as Plain);
    done.set(value, result);
    return result;
  }

  function shareList(old: readonly unknown[], list: readonly unknown[]): readonly unknown[] {
    const counterpart = old.length === list.length ? undefined : byIdentity(old);
    const items = list.map((item, index) => share(counterpart === undefined ? old[index] : counterpart.get(identity(item)), item));
    return choose(old, list, items, old.length === list.length && items.every((item, index) => Object.is(item, old[index])));
  }

  function shareRecord(old: Plain | undefined, record: Plain): Plain {
    const keys = Object.keys(record);
    const oldKeys = old === undefined ? [] : Object.keys(old);
    // Order and prototype are part of what is said: both show in the output.
    let isSame = old !== undefined && oldKeys.length === keys.length && Object.getPrototypeOf(old) === Object.getPrototypeOf(record);
    let replaced: Map<string, unknown> | undefined;
    let index = 0;
    for (const key of keys) {
      const value = record[key];
      const counterpart = old?.[key];
      const result = typeof value === "object" ? share(counterpart, value) : value;
      if (result !== value) replaced = (replaced ?? new Map<string, unknown>()).set(key, result);
      isSame &&= key === oldKeys[index++] && Object.is(result, counterpart);
    }
    if (isSame && old !== undefined) return old;
    if (replaced === undefined) return record;
    const copy: Record<string, unknown> = Object.create(Object.getPrototypeOf(record));
    for (const key of keys) {
      const value = replaced.has(key) ? replaced.get(key) : record[key];
      Object.defineProperty(copy, key, { value, enumerable: true, configurable: true, writable: true });
    }
    return copy;
  }

  return share(before, now) as T;
}

function choose(old: readonly unknown[], list: readonly unknown[], items: readonly unknown[], isSame: boolean): readonly unknown[] {
  if (isSame) return old;
  return items.every((item, index) => item === list[index]) ? list : items;
}

function asRecord(value: unknown): Plain | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Plain) : undefined;
}

/** Where something was put in or taken out, parts are found again by where the document has them. */
function byIdentity(list: readonly unknown[]): ReadonlyMap<unknown, unknown> {
  return new Map(list.map((item) => [identity(item), item]));
}

function identity(item: unknown): unknown {
  const { id, pointer, key } = asRecord(item) ?? {};
  return id ?? pointer ?? key ?? item;
}
