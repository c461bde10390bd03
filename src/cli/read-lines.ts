import { createInterface } from "node:readline";
import type { Lines } from "./terminal.ts";

/** Lines that a person types; Ctrl-C and Ctrl-D end them. Several pasted at once are all taken. */
export function readLines(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Lines {
  const reader = createInterface({ input, output, terminal: true });
  const typed = reader[Symbol.asyncIterator]();
  reader.on("SIGINT", () => reader.close());
  let isOpen = true;
  reader.on("close", () => {
    isOpen = false;
    output.write("\n");
  });
  return {
    next: async (prompt) => {
      if (isOpen) {
        reader.setPrompt(prompt);
        reader.prompt();
      }
      const { value, done } = await typed.next();
      return done === true ? undefined : value;
    },
    close: () => {
      if (isOpen) reader.close();
    },
  };
}
