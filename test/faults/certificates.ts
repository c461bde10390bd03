import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findExecutable, installPackages } from "../services/install.ts";
import { run } from "../services/run.ts";

/** PEM texts. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface Certificates {
  readonly ca: string;
  /** For localhost and 127.0.0.1. */
  readonly server: Certificate;
  readonly client: Certificate;
  /** Holds `ca.pem`, `server.pem` and `client.pem`, key and certificate in one. */
  readonly folder: string;
  remove(): Promise<void>;
}

/** A certificate authority of one day, with a server and a client that it vouches for. */
export async function makeCertificates(): Promise<Certificates> {
  if (!(await findExecutable("openssl"))) await installPackages("openssl");
  const folder = await mkdtemp(join(tmpdir(), "boost-gen-certificates-"));
  const openssl = (...args: string[]): Promise<string> => run("openssl", args, { cwd: folder });
  const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  await openssl("req", "-x509", ...curve, "-keyout", "ca.key", "-out", "ca.pem", "-days", "1", "-subj", "/CN=boost-gen test authority");
  const issue = async (name: string, subject: string, extensions: string): Promise<Certificate> => {
    await writeFile(join(folder, `${name}.ext`), extensions);
    await openssl("req", ...curve, "-keyout", `${name}.key`, "-out", `${name}.csr`, "-subj", subject);
    await openssl(
      "x509",
      "-req",
      "-in",
      `${name}.csr`,
      "-CA",
      "ca.pem",
      "-CAkey",
      "ca.key",
      "-CAcreateserial",
      "-days",
      "1",
      "-extfile",
      `${name}.ext`,
      "-out",
      `${name}.crt`,
    );
    const [key, cert] = await Promise.all([readFile(join(folder, `${name}.key`), "utf8"), readFile(join(folder, `${name}.crt`), "utf8")]);
    await writeFile(join(folder, `${name}.pem`), key + cert);
    return { key, cert };
  };
  const server = await issue("server", "/CN=localhost", "subjectAltName=DNS:localhost,IP:127.0.0.1\n");
  const client = await issue("client", "/CN=boost-gen", "extendedKeyUsage=clientAuth\n");
  const ca = await readFile(join(folder, "ca.pem"), "utf8");
  return { ca, server, client, folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
