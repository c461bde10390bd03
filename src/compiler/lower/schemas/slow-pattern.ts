import { assertNever } from "../../ground/assert-never.ts";
import { type PatternNode, parsePattern } from "./pattern-tree.ts";

/** Longer patterns are not judged: the judgement itself must not take long. */
const longest = 2000;

/** Repetitions from here on count as many: `(.*a){25}` is as bad as `(.*a)*`. */
const many = 10;

/**
 * The part of a regular expression that may take exponential time: a repetition whose body can match one text in several ways, because it ends in a
 * repetition that what comes next can continue (`(a+)+`, `(\w+\s?)*`), or offers a choice twice (`(a|a)*`). The pattern is never run to find out.
 */
export function slowPart(source: string): string | undefined {
  return source.length > longest ? undefined : slowIn(parsePattern(source));
}

function slowIn(node: PatternNode): string | undefined {
  if (node.kind === "repeat" && node.most >= many && isAmbiguous(node.body, first(node.body))) return node.source;
  for (const inner of inside(node)) {
    const found = slowIn(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether one text can be matched in several ways by `node` followed by something that starts with `next`. */
function isAmbiguous(node: PatternNode, next: Characters): boolean {
  switch (node.kind) {
    case "characters":
    case "empty":
      return false;
    case "sequence":
      return node.parts.some((part, index) => isAmbiguous(part, firstOf(node.parts.slice(index + 1), next)));
    case "choice":
      return node.options.some((option) => isAmbiguous(option, next)) || offersTwice(node.options);
    case "repeat":
      return (
        (node.most >= many && overlap(first(node.body), next)) ||
        isAmbiguous(node.body, node.most > 1 ? union(first(node.body), next) : next)
      );
    default:
      return assertNever(node);
  }
}

/** Two options that are one character each, and share some. */
function offersTwice(options: readonly PatternNode[]): boolean {
  const single = options.filter(isSingle).map(first);
  return single.some((a, index) => single.slice(index + 1).some((b) => overlap(a, b)));
}

function isSingle(node: PatternNode): boolean {
  if (node.kind === "sequence") return node.parts.length === 1 && node.parts.every(isSingle);
  return node.kind === "characters";
}

function inside(node: PatternNode): readonly PatternNode[] {
  if (node.kind === "sequence") return node.parts;
  if (node.kind === "choice") return node.options;
  return node.kind === "repeat" ? [node.body] : [];
}

/** Which of the ASCII characters, and of one that stands for all others. */
type Characters = readonly boolean[];

const samples = [...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)), "é"];
const none: Characters = samples.map(() => false);

/** What a match can start with. */
function first(node: PatternNode): Characters {
  return firstOf([node], none);
}

function firstOf(parts: readonly PatternNode[], next: Characters): Characters {
  const [head, ...rest] = parts;
  if (head === undefined) return next;
  const after = canBeEmpty(head) ? firstOf(rest, next) : none;
  switch (head.kind) {
    case "empty":
      return after;
    case "characters":
      return charactersOf(head.source);
    case "sequence":
      return union(firstOf(head.parts, none), after);
    case "choice":
      return union(head.options.map((option) => firstOf([option], none)).reduce(union, none), after);
    case "repeat":
      return union(first(head.body), after);
    default:
      return assertNever(head);
  }
}

function canBeEmpty(node: PatternNode): boolean {
  switch (node.kind) {
    case "characters":
      return false;
    case "empty":
      return true;
    case "sequence":
      return node.parts.every(canBeEmpty);
    case "choice":
      return node.options.some(canBeEmpty);
    case "repeat":
      return node.least === 0 || canBeEmpty(node.body);
    default:
      return assertNever(node);
  }
}

/** One character or class, tried on one character at a time: that takes no time. */
function charactersOf(source: string): Characters {
  for (const flags of ["u", ""]) {
    try {
      const single = new RegExp(`^${source}$`, flags);
      return samples.map((character) => single.test(character));
    } catch {
      // An escape that needs the other mode.
    }
  }
  return none;
}

const union = (a: Characters, b: Characters): Characters => a.map((has, index) => has || b[index] === true);
const overlap = (a: Characters, b: Characters): boolean => a.some((has, index) => has && b[index] === true);
