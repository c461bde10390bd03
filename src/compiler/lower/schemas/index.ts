export { type AvroSchema, type AvroSchemas, avroSchemas } from "./avro/avro-schemas.ts";
export { isBareAvro } from "./avro/definitions.ts";
export { exampleFaults } from "./avro/example-faults.ts";
export { isAvro } from "./avro/format.ts";
export { canonical } from "./canonical.ts";
export { dialectOf } from "./dialect.ts";
export { type FinishedSchemas, type SchemaLowering, schemaLowering } from "./session.ts";
