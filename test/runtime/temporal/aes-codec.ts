import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

interface Bytes {
  readonly metadata?: { readonly [name: string]: Uint8Array } | null;
  readonly data?: Uint8Array | null;
}

const encoding = Buffer.from("binary/encrypted");

/** AES-256-GCM over the whole payload, as Temporal's examples of encryption do it; what is not encrypted is read as it is. */
export class AesCodec {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = key;
  }

  async encode(payloads: Bytes[]): Promise<Bytes[]> {
    return payloads.map(({ metadata, data }) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", this.#key, iv);
      const plain = JSON.stringify({
        metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString("base64")])),
        data: Buffer.from(data ?? []).toString("base64"),
      });
      const secret = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return { metadata: { encoding }, data: Buffer.concat([iv, cipher.getAuthTag(), secret]) };
    });
  }

  async decode(payloads: Bytes[]): Promise<Bytes[]> {
    return payloads.map((payload) => {
      if (!encoding.equals(payload.metadata?.["encoding"] ?? new Uint8Array())) return payload;
      const whole = Buffer.from(payload.data ?? []);
      const decipher = createDecipheriv("aes-256-gcm", this.#key, whole.subarray(0, 12)).setAuthTag(whole.subarray(12, 28));
      const plain = Buffer.concat([decipher.update(whole.subarray(28)), decipher.final()]).toString();
      const { metadata, data } = JSON.parse(plain) as { readonly metadata: { readonly [name: string]: string }; readonly data: string };
      return {
        metadata: Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, Buffer.from(value, "base64")])),
        data: Buffer.from(data, "base64"),
      };
    });
  }
}
