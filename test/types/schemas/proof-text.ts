/**
 * The text of a generated schema file turned into a proof: each validator is declared as what it says it is, and its expression, the very same
 * text, is handed to `prove`, which is an error unless the two agree.
 */
export function proofText(text: string): string {
  const names: string[] = [];
  const split = text.replace(/^export const (\w+): Validator<\1> = /gm, (_, name: string) => {
    names.push(name);
    return `export declare const ${name}: Validator<${name}>;\nconst ${name}$proof = `;
  });
  if (names.length === 0) throw new Error("There is nothing to prove in a file without validators.");
  return `import { prove } from "boost-gen/runtime";\n${split}\n${names.map((name) => `prove<${name}>()(${name}$proof);`).join("\n")}\n`;
}
