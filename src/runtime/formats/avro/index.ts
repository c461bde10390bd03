export { type AvroCodec, avroCodec, parsedSchema, type WriterSchema, writerName } from "./codec.ts";
