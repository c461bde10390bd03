import type { Group } from "./option.ts";

/** How a message says which schema it was written with. */
export const registryOptions: Group = {
  kind: "group",
  type: "SchemaOptions",
  options: [
    {
      name: "registry",
      kind: "group",
      type: "RegistryOptions",
      at: ["root", "channel", "message"],
      description: "Which schema a message was written with, and where schemas are looked up.",
      options: [
        {
          name: "url",
          kind: "text",
          at: ["root"],
          otherwise: "`schemaRegistryUrl` of the server's binding, and `BOOST_<SERVER>_REGISTRY_URL` over both",
          description: "Address of the schema registry, where its API begins; several, separated by commas.",
        },
        {
          name: "framing",
          kind: "choice",
          choices: ["confluent", "confluent-header", "apicurio", "apicurio-header", "glue", "none"],
          otherwise:
            "what the message's binding says, else `confluent` (`apicurio` where the server's vendor is) where a registry is named",
          description: "What names the schema: bytes in front of the body, or a header.",
        },
        {
          name: "subject",
          kind: "choice",
          choices: ["topic", "record", "topic-record"],
          otherwise: "what the message's binding says, else `topic`",
          description: "Under which subject the schema of what is published is: `<topic>-value`, the record's name, or both.",
        },
        {
          name: "useId",
          kind: "choice",
          choices: ["global", "content"],
          otherwise: "`content` where the framing is `confluent`, else `global`",
          description: "Which of Apicurio's two counts an id in front of a body, or written in a header, is of.",
        },
      ],
    },
  ],
};
