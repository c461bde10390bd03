import { words } from "../../naming/index.ts";
import type { Candidate } from "./allocate.ts";

/** A key as the name of a thing; of a class in a package its last word where that is free, else with as little of the package as tells it apart. */
export function keyCandidates(key: string, rank: number): readonly Candidate[] {
  const parts = packageParts(key);
  const last = parts.at(-1) ?? "";
  const tries = [
    last,
    ...parts
      .slice(0, -1)
      .toReversed()
      .map((part) => `${part} ${last}`),
  ];
  return [...(parts.length === 0 ? [] : tries.map((text, index) => ({ text, rank: rank + 2 + index, isTry: true }))), { text: key, rank }];
}

/** How a domain begins that is written backwards. */
const domain = /^(?:com|org|net|io|dev|app|co|eu|[a-z]{2})$/;

/** `com.acme.orders.dto.OrderCreated`, `github.com/acme/orders.Created`, `Acme.Shop.OrderCreated`, `com.acme.order-created`; nothing for `order.created`. */
function packageParts(key: string): readonly string[] {
  const parts = key.split(/[./$:]+/).filter((part) => part !== "");
  const last = parts.at(-1) ?? "";
  const before = parts.slice(0, -1);
  if (before.length > 1 && domain.test(before[0] ?? "") && /^\p{L}[\p{L}\p{N}_-]*$/u.test(last) && words(last).length > 1)
    return parts.every((part) => /^[\p{L}\p{N}_-]+$/u.test(part)) ? parts : [];
  if (before.length === 0 || !/^\p{Lu}[\p{L}\p{N}_]*$/u.test(last) || !parts.every((part) => /^[\p{L}\p{N}_-]+$/u.test(part))) return [];
  const isPackage = before.some((part) => /^\p{Ll}/u.test(part)) || (before.length > 1 && words(last).length > 1);
  return isPackage ? parts : [];
}

/** A title that is a name and no sentence. */
export function titleCandidates(title: string | undefined, rank: number): readonly Candidate[] {
  if (title === undefined || /[.!?;,:(]/.test(title)) return [];
  const count = words(title).length;
  return count === 0 || count > 4 ? [] : [{ text: title, rank, isTry: true }];
}
