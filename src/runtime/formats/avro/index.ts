export { type AvroCodec, avroCodec, type WriterSchema, writerName } from "./codec.ts";
