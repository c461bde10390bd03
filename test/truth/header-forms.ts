/** Every form in which a schema of headers can be closed around `tenant`. */
export const closedForms: { readonly [title: string]: string } = {
  "additionalProperties: false":
    "{ type: object, additionalProperties: false, required: [tenant], properties: { tenant: { type: string } } }",
  "closed inside allOf":
    "{ allOf: [{ type: object, properties: { tenant: { type: string } }, additionalProperties: false }, { type: object, required: [tenant] }] }",
  "closed inside oneOf":
    "{ oneOf: [{ type: object, additionalProperties: false, required: [tenant], properties: { tenant: { type: string } } }, { type: object, additionalProperties: false, required: [guest], properties: { guest: { type: string } } }] }",
  "closed inside anyOf":
    "{ anyOf: [{ type: object, additionalProperties: false, required: [tenant], properties: { tenant: { type: string } } }, { type: object, additionalProperties: false, required: [guest], properties: { guest: { type: string } } }] }",
  "patternProperties alone": "{ type: object, additionalProperties: false, patternProperties: { '^ten': { type: string } } }",
  "a pattern that hits names on the way":
    "{ type: object, properties: { tenant: { type: string } }, patternProperties: { '^(con|tra|cor|b)': { type: integer } } }",
  "additionalProperties of another type":
    "{ type: object, properties: { tenant: { type: string } }, additionalProperties: { type: integer } }",
  "propertyNames: pattern":
    "{ type: object, properties: { tenant: { type: string } }, propertyNames: { pattern: '^t[a-z]nant$|^tenant$' } }",
  "propertyNames: enum": "{ type: object, properties: { tenant: { type: string } }, propertyNames: { enum: [tenant] } }",
  "maxProperties: 1": "{ type: object, maxProperties: 1, properties: { tenant: { type: string } } }",
  "not required": "{ type: object, properties: { tenant: { type: string } }, not: { required: [guest] } }",
  "if and then":
    "{ type: object, properties: { tenant: { type: string } }, if: { required: [tenant] }, then: { additionalProperties: false, properties: { tenant: {} } } }",
  "a reference": "{ $ref: '#/components/schemas/Closed' }",
};

/** The whole document: one channel and one message for each form, received and sent by us. */
export function documentOf(protocol: string, addressOf: (index: number) => string, extra = ""): string {
  const forms = Object.values(closedForms);
  const lines = (make: (index: number, headers: string) => string): string =>
    forms.map((headers, index) => make(index, headers)).join("\n");
  return `
asyncapi: 3.0.0
info: { title: Closed, version: 1.0.0 }
servers: { main: { host: 'localhost:1', protocol: ${protocol} } }
channels:
${lines((index) => `  c${index}: { address: '${addressOf(index)}', messages: { m: { $ref: '#/components/messages/m${index}' } } }`)}
operations:
${lines((index) => `  on${index}: { action: receive, channel: { $ref: '#/channels/c${index}' }${extra === "" ? "" : `, x-boost: ${extra}`} }`)}
${lines((index) => `  send${index}: { action: send, channel: { $ref: '#/channels/c${index}' }${extra === "" ? "" : `, x-boost: ${extra}`} }`)}
components:
  schemas:
    Closed: { type: object, additionalProperties: false, required: [tenant], properties: { tenant: { type: string } } }
  messages:
${lines((index, headers) => `    m${index}: { correlationId: { location: '$message.header#/asked-by' }, headers: ${headers}, payload: { type: object } }`)}
`;
}
