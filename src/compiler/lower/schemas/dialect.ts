import type { Dialect } from "./context.ts";

/** The words that a `schemaFormat` stands for; undefined for formats that are not read (Avro, Protobuf, RAML, …). */
export function dialectOf(schemaFormat: string): Dialect | undefined {
  const [type = "", ...parameters] = schemaFormat
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const version = parameters.find((parameter) => parameter.startsWith("version="))?.slice("version=".length) ?? "";
  if (/^application\/vnd\.aai\.asyncapi(\+json|\+yaml)?$/.test(type)) return "asyncapi";
  if (/^application\/schema(\+json|\+yaml)$/.test(type)) {
    if (version === "" || version === "draft-07") return "asyncapi";
    return /^(draft[-/])?(2019-09|2020-12)$/.test(version) ? "2020-12" : undefined;
  }
  if (/^application\/vnd\.oai\.openapi(\+json|\+yaml)?$/.test(type)) {
    if (version === "" || version.startsWith("3.0")) return "openapi";
    return version.startsWith("3.1") ? "2020-12" : undefined;
  }
  return undefined;
}
