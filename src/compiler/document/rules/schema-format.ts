/** Formats whose schemas are JSON Schema draft-07 with AsyncAPI's additions, whatever version of AsyncAPI they name. */
const asyncApi = /^application\/vnd\.aai\.asyncapi(\+json|\+yaml)?;version=\d+\.\d+\.\d+$/;
const jsonSchema = /^application\/schema(\+json|\+yaml)?;version=draft-07$/;

export function isJsonSchemaFormat(format: string): boolean {
  return asyncApi.test(format) || jsonSchema.test(format);
}
