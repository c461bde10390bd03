import { closest } from "../config/closest.ts";

/** What can be named on the command line. */
export interface Names {
  /** Subscribers and workers. */
  readonly run: readonly string[];
  readonly exec: readonly string[];
}

export type Command =
  | { readonly kind: "run"; readonly names: readonly string[] }
  | { readonly kind: "exec"; readonly name: string; readonly args: readonly string[] }
  | { readonly kind: "help"; readonly text: string }
  | { readonly kind: "wrong"; readonly text: string };

/** `run all | run <name>… | exec <name> [argument…]`; nothing at all is `run all`. */
export function parseCommand(argv: readonly string[], names: Names): Command {
  const [verb = "run", ...rest] = argv;
  switch (verb) {
    case "run": {
      if (rest.length === 0 || (rest.length === 1 && rest[0] === "all")) return { kind: "run", names: names.run };
      const unknown = rest.find((name) => !names.run.includes(name));
      if (unknown === undefined) return { kind: "run", names: [...new Set(rest)] };
      if (names.exec.includes(unknown))
        return { kind: "wrong", text: `"${unknown}" is not a subscriber or worker; did you mean: exec ${unknown}?` };
      return { kind: "wrong", text: stray(unknown, "subscriber or worker", ["all", ...names.run]) };
    }
    case "exec": {
      const [name, ...args] = rest;
      if (name === undefined) return { kind: "wrong", text: `exec needs a name: ${listed(names.exec)}` };
      if (names.exec.includes(name)) return { kind: "exec", name, args };
      if (names.run.includes(name)) return { kind: "wrong", text: `"${name}" is not an exec function; did you mean: run ${name}?` };
      return { kind: "wrong", text: stray(name, "exec function", names.exec) };
    }
    case "help":
    case "--help":
    case "-h":
      return { kind: "help", text: `run all\nrun <name>    ${listed(names.run)}\nexec <name>   ${listed(names.exec)}` };
    default: {
      const near = closest(verb, ["run", "exec", "help"]);
      const meant = names.run.includes(verb) ? `run ${verb}` : names.exec.includes(verb) ? `exec ${verb}` : near;
      return {
        kind: "wrong",
        text: `unknown command "${verb}"${meant === undefined ? "" : `; did you mean: ${meant}?`} There are: run all, run <name>, exec <name>`,
      };
    }
  }
}

function stray(name: string, what: string, known: readonly string[]): string {
  const near = closest(name, known);
  return `there is no ${what} "${name}"${near === undefined ? "" : `; did you mean "${near}"?`} There are: ${listed(known)}`;
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.map((name) => `"${name}"`).join(", ");
}
