import { suggest } from "../../compiler/diagnostics/suggest.ts";
import { saidOf } from "../said-of.ts";
import type { Terminal } from "../terminal.ts";
import type { Reporter } from "./reporter.ts";
import type { Tried } from "./specimens.ts";

/** At a terminal: takes one message after the other until the user has had enough. */
export async function dialogue(received: readonly Tried[], reporter: Reporter, terminal: Terminal): Promise<void> {
  const { lines } = terminal;
  if (lines === undefined) return;
  const [first] = received;
  const name = first?.message.name ?? "";
  terminal.out(`\nYour turn: ${name} {"…": …}, or the JSON alone; ${name} alone sends\nits examples again. Ctrl-D ends.\n`);
  const { next, close } = lines();
  try {
    for (let text = await next("> "); text !== undefined; text = await next("> ")) {
      while (isUnfinished(text)) {
        const more = await next("… ");
        if (more === undefined) return;
        text = `${text}\n${more}`;
      }
      const problem = text.trim() === "" ? undefined : await answer(text.trim(), received, reporter);
      if (problem !== undefined) terminal.out(`${terminal.paint("red", "error")}: ${problem}\n`);
    }
  } finally {
    close();
  }
}

/** A value that goes on in the next line: pasted, or typed over several. */
function isUnfinished(text: string): boolean {
  const [, json = ""] = split(text);
  if (!/^[{[]/.test(json)) return false;
  let [depth, isText] = [0, false];
  for (const [token] of json.matchAll(/\\.|["{}[\]]/g)) {
    if (token === '"') isText = !isText;
    else if (!isText && token.length === 1) depth += token === "{" || token === "[" ? 1 : -1;
  }
  return depth > 0;
}

/** The name in front, and the rest. */
function split(text: string): readonly [string | undefined, string] {
  const [, name, rest = ""] = /^\s*([A-Za-z_][\w.-]*)(?:\s+(\S[^]*))?\s*$/.exec(text) ?? [];
  return name === undefined || ["true", "false", "null"].includes(name) ? [undefined, text.trim()] : [name, rest];
}

async function answer(text: string, received: readonly Tried[], reporter: Reporter): Promise<string | undefined> {
  const [name, json] = split(text);
  const called = received.filter(
    ({ message, member }) => name === undefined || message.name === name || member === name || message.member === name,
  );
  if (called.length === 0) {
    const names = [...new Set(received.map(({ message }) => message.name))];
    const near = suggest(name ?? "", names);
    return `no message "${name}" is received${near === undefined ? "" : `; did you mean ${near}?`} There are ${names.join(", ")}.`;
  }
  if (json === "") {
    for (const tried of called) await reporter.receive(tried);
    return undefined;
  }
  let payload: unknown;
  try {
    payload = JSON.parse(json);
  } catch (error) {
    return `this is not JSON: ${saidOf(error)}`;
  }
  // Without a name the message is whose schema takes it; the only one takes anything, so that a wrong one can be tried.
  const fitting = called.length === 1 ? called : called.filter(({ message }) => message.payload.safeParse(payload).success);
  const [only] = fitting.length > 0 ? fitting : name === undefined ? [] : called;
  if (only === undefined || (fitting.length > 1 && name === undefined)) {
    const names = (fitting.length === 0 ? called : fitting).map(({ message }) => message.name);
    return `${fitting.length === 0 ? "this fits no message" : "this fits several messages"}; write the name of the one that is meant in front: ${names[0]} {"…": …} (${names.join(", ")})`;
  }
  const sending = only.specimens[0]?.sending ?? {};
  await reporter.receiveOne(only, { title: "typed", place: "", payload, sending });
  return undefined;
}
