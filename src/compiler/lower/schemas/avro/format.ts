/** Whether a `schemaFormat` is Avro's, of whatever version 1: what 1.12 has is read, and what 1.9 does not have is not in its schemas. */
export function isAvro(schemaFormat: string): boolean {
  const [type = "", ...parameters] = schemaFormat
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const version = parameters.find((parameter) => parameter.startsWith("version="))?.slice("version=".length) ?? "1";
  return /^application\/vnd\.apache\.avro(\+json|\+yaml)?$/.test(type) && /^1(\.|$)/.test(version);
}
