import { fullFormats } from "ajv-formats/dist/formats.js";

/** Some of the expressions take time that grows with the square of the text's length. */
const longestText = 4096;

type FormatTest = (value: string | number) => boolean;

/** The test for a format of draft-07 or OpenAPI, without the rest of ajv; undefined for an unknown one. */
export function formats(name: string): FormatTest | undefined {
  if (!Object.hasOwn(fullFormats, name)) return undefined;
  const format = fullFormats[name as keyof typeof fullFormats];
  if (format instanceof RegExp) return ofText((text) => format.test(text));
  if (typeof format === "function") return ofText(format);
  if (typeof format !== "object") return undefined;
  const { validate } = format as { readonly validate: unknown };
  if ("type" in format && format.type === "number")
    return (value) => typeof value !== "number" || (validate as (value: number) => boolean)(value);
  if (validate instanceof RegExp) return ofText((text) => validate.test(text));
  return typeof validate === "function" ? ofText(validate as (text: string) => boolean) : undefined;
}

function ofText(test: (text: string) => boolean): FormatTest {
  return (value) => typeof value !== "string" || value.length > longestText || test(value);
}
