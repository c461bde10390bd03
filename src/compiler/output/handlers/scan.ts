/**
 * A quick look at a handler file, without a parser: which members has the object literal of `export const <name>`? Loading a real
 * parser costs half a second, and nearly every run finds nothing to insert. `undefined` means "not sure": the parser decides then.
 */
export function scanMembers(text: string, name: string): ReadonlySet<string> | undefined {
  const tokens = tokenize(text);
  const declaration = tokens?.findIndex(
    ({ kind, text: word, depth }, index) =>
      depth === 0 && kind === "word" && word === name && ["const", "let", "var"].includes(tokens[index - 1]?.text ?? ""),
  );
  if (tokens === undefined || declaration === undefined || declaration === -1) return undefined;
  const assignment = tokens.findIndex(
    (token, index) => index > declaration && token.depth === 0 && (token.text === "=" || token.text === ";"),
  );
  const open = tokens[assignment + 1];
  if (tokens[assignment]?.text !== "=" || open?.text !== "{") return undefined;
  return readObject(tokens.slice(assignment + 2));
}

interface Token {
  readonly kind: "word" | "string" | "other";
  /** Name of a word, content of a string, else the character; `=>` is one. */
  readonly text: string;
  /** Brackets open before it. */
  readonly depth: number;
}

const modifiers = new Set(["async", "get", "set", "*"]);
const afterName = new Set(["(", ":", ",", "}", "<"]);

/** `tokens` start behind the opening brace. Only what stands in the place of a property name counts. */
function readObject(tokens: readonly Token[]): ReadonlySet<string> | undefined {
  const members = new Set<string>();
  // A closing brace carries the depth outside of it.
  const inside = tokens[0]?.text === "}" ? 0 : tokens[0]?.depth;
  const endsMember = (token: Token): boolean =>
    token.kind === "other" && ((token.text === "," && token.depth === inside) || (token.text === "}" && token.depth + 1 === inside));
  for (let index = 0; index < tokens.length; ) {
    if (tokens[index]?.text === "}") return members;
    while (modifiers.has(tokens[index]?.text ?? "") && !afterName.has(tokens[index + 1]?.text ?? "")) index++;
    const name = tokens[index];
    const next = tokens[index + 1];
    if (name === undefined || name.kind === "other" || next?.kind !== "other" || !afterName.has(next.text)) return undefined;
    members.add(name.text);
    const end = tokens.findIndex((token, at) => at > index && endsMember(token));
    if (end === -1) return undefined;
    index = tokens[end]?.text === "," ? end + 1 : end;
  }
  return undefined;
}

/** `undefined` where text and code cannot be told apart for sure: regular expressions after a bracket, escapes in names, unbalanced brackets. */
function tokenize(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  /** Open brackets; `\`` is a template literal, `$` a hole in it. */
  const stack: string[] = [];
  const pattern =
    /\s+|\/\/[^\n\r\u2028\u2029]*|\/\*[^]*?\*\/|[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*|"(?:[^"\\\n\r]|\\[^])*"|'(?:[^'\\\n\r]|\\[^])*'|\d[\w.]*|=>|[^]/gu;
  const templatePart = /(?:[^`\\$]|\\[^]|\$(?!\{))*(`|\$\{)/gy;
  const readTemplate = (from: number): number | undefined => {
    templatePart.lastIndex = from;
    const match = templatePart.exec(text);
    if (match === null) return undefined;
    if (match[1] === "${") stack.push("$");
    return templatePart.lastIndex;
  };
  const push = (kind: Token["kind"], token: string): void => void tokens.push({ kind, text: token, depth: stack.length });
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [token] = match;
    if (/^(?:\s|\/\/|\/\*)/u.test(token)) continue;
    if (/^[\p{ID_Start}$_]/u.test(token)) push("word", token);
    else if (/^["']/.test(token) && token.length > 1) {
      push(token.includes("\\") ? "other" : "string", token.slice(1, -1));
    } else if (token === "`" || (token === "}" && stack.at(-1) === "$")) {
      if (token === "}") stack.pop();
      else push("other", token);
      const end = readTemplate(pattern.lastIndex);
      if (end === undefined) return undefined;
      pattern.lastIndex = end;
    } else if (token === "/") {
      if (!isDivision(tokens.at(-1), text[pattern.lastIndex])) return undefined;
      push("other", token);
    } else if (token === "\\" || token === '"' || token === "'" || token === "#" || token === "@") return undefined;
    else if (token === "{" || token === "(" || token === "[") {
      push("other", token);
      stack.push(token);
    } else if (token === "}" || token === ")" || token === "]") {
      if (stack.pop() !== { "}": "{", ")": "(", "]": "[" }[token]) return undefined;
      push("other", token);
    } else push("other", token);
  }
  return stack.length === 0 ? tokens : undefined;
}

const beforeValue = new Set([
  "return",
  "typeof",
  "case",
  "in",
  "of",
  "do",
  "else",
  "void",
  "delete",
  "instanceof",
  "new",
  "throw",
  "await",
  "yield",
]);

/** A slash after a value divides; elsewhere it may begin a regular expression. After `)` both are possible, but nobody begins one with a blank. */
function isDivision(before: Token | undefined, next: string | undefined): boolean {
  if (before?.text === ")") return next === " ";
  return (
    before !== undefined &&
    ((before.kind === "word" && !beforeValue.has(before.text)) ||
      before.kind === "string" ||
      /^\d/.test(before.text) ||
      before.text === "]")
  );
}
