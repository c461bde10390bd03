import { type Context, createContext, Script } from "node:vm";

/** A pattern of the document runs against texts of the document: together they can be made to take for ever. */
const mostTime = 250;
const mostFailures = 2;

/** Tests patterns with a time limit; one that takes too long counts as matched, and after a few of those nothing is tested any more. */
export class TimedPatterns {
  #context: Context | undefined;
  #script: Script | undefined;
  #failures = 0;

  /** Undefined for what is no regular expression of JavaScript. */
  compile(source: string): ((text: string) => boolean) | undefined {
    const expression = expressionOf(source);
    return expression === undefined ? undefined : (text) => this.#test(expression, text);
  }

  #test(expression: RegExp, text: string): boolean {
    if (this.#failures >= mostFailures) return true;
    this.#context ??= createContext(Object.create(null));
    this.#script ??= new Script("expression.test(text)");
    this.#context["expression"] = expression;
    this.#context["text"] = text;
    try {
      return this.#script.runInContext(this.#context, { timeout: mostTime }) === true;
    } catch {
      this.#failures += 1;
      return true;
    }
  }
}

function expressionOf(source: string): RegExp | undefined {
  for (const flags of ["u", ""]) {
    try {
      return new RegExp(source, flags);
    } catch {
      // Without the flag more is allowed.
    }
  }
  return undefined;
}
