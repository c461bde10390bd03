import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { createSecureServer, type ServerHttp2Session } from "node:http2";
import { type AddressInfo, connect as connectPlain } from "node:net";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { createServer, type TLSSocket } from "node:tls";
import { ConnectionError } from "../../../src/runtime/ground/errors.ts";
import { loadSdk, openTemporal } from "../../../src/runtime/temporal/index.ts";
import type { TemporalHost } from "../../../src/runtime/workflows/worker-host.ts";
import { type Certificates, makeCertificates } from "../../faults/certificates.ts";
import { describeWithServices, waitFor } from "../../services/index.ts";

await loadSdk();

const log = { debug() {}, info() {}, warn() {}, error() {} };

await describeWithServices(["temporal"], "Temporal behind TLS", ({ temporal }) => {
  let certificates: Certificates;
  let front: Front;
  let cloud: Cloud;
  let files: Record<"ca" | "cert" | "key", string>;

  before(async () => {
    certificates = await makeCertificates();
    files = {
      ca: join(certificates.folder, "ca.pem"),
      cert: join(certificates.folder, "client.crt"),
      key: join(certificates.folder, "client.key"),
    };
    front = await mutualTls(certificates, temporal.address);
    cloud = await apiKeyServer(certificates, "the right key");
  });
  after(async () => {
    front.close();
    cloud.close();
    await certificates.remove();
  });

  const open = (environment: Record<string, string>): TemporalHost =>
    openTemporal({ app: "test", defaults: {}, options: { rpcTimeout: 3_000 }, environment, log });

  async function using<T>(environment: Record<string, string>, use: (host: TemporalHost) => Promise<T>): Promise<T> {
    const host = open(environment);
    try {
      return await use(host);
    } finally {
      await host.close();
    }
  }

  const mutual = (): Record<string, string> => ({
    TEMPORAL_ADDRESS: front.address,
    TEMPORAL_TLS_SERVER_CA_CERT_PATH: files.ca,
    TEMPORAL_TLS_CLIENT_CERT_PATH: files.cert,
    TEMPORAL_TLS_CLIENT_KEY_PATH: files.key,
  });

  /** Both of the connections that one configuration makes. */
  async function clientAndWorker(environment: Record<string, string>): Promise<void> {
    await using(environment, async (host) => {
      await host.ping();
      const worker = host.createWorker("secure", { taskQueue: `secure-${randomUUID()}`, activities: { async idle() {} } });
      const running = worker.run();
      try {
        await Promise.race([running, waitFor(async () => assert.ok(worker.ready(), "not polling"))]);
      } finally {
        await worker.shutdown(5_000);
      }
      await running;
    });
  }

  it("mTLS by files: client and worker", async () => {
    await clientAndWorker(mutual());
  });

  it("mTLS by texts: client and worker", async () => {
    await clientAndWorker({
      TEMPORAL_ADDRESS: front.address,
      TEMPORAL_TLS_SERVER_CA_CERT_DATA: certificates.ca,
      TEMPORAL_TLS_CLIENT_CERT_DATA: certificates.client.cert,
      TEMPORAL_TLS_CLIENT_KEY_DATA: certificates.client.key,
    });
  });

  it("mTLS by a profile of the configuration file: client and worker", async () => {
    const file = join(certificates.folder, "temporal.toml");
    const quoted = (text: string): string => JSON.stringify(text);
    writeFileSync(
      file,
      [
        "[profile.secure]",
        `address = ${quoted(front.address)}`,
        "[profile.secure.tls]",
        `server_ca_cert_path = ${quoted(files.ca)}`,
        `client_cert_path = ${quoted(files.cert)}`,
        `client_key_path = ${quoted(files.key)}`,
      ].join("\n"),
    );
    await clientAndWorker({ TEMPORAL_CONFIG_FILE: file, TEMPORAL_PROFILE: "secure" });
  });

  const away = (error: unknown): boolean => error instanceof ConnectionError && error.message.includes(front.address);

  it("a client without certificate, a server of an unknown authority and one of another name are connection errors", async () => {
    const { TEMPORAL_TLS_CLIENT_CERT_PATH: _, TEMPORAL_TLS_CLIENT_KEY_PATH: __, ...anonymous } = mutual();
    await using(anonymous, (host) => assert.rejects(host.ping(), away));
    await using({ TEMPORAL_ADDRESS: front.address, TEMPORAL_TLS: "true" }, (host) => assert.rejects(host.ping(), away));
    await using({ ...mutual(), TEMPORAL_TLS_SERVER_NAME: "elsewhere.example" }, (host) => assert.rejects(host.ping(), away));
    await using({ ...mutual(), TEMPORAL_TLS_SERVER_NAME: "localhost" }, (host) => host.ping());
  });

  it("an API key: sent over TLS with the namespace; a wrong one is refused and not printed", async () => {
    const key = (value: string): Record<string, string> => ({
      TEMPORAL_ADDRESS: cloud.address,
      TEMPORAL_NAMESPACE: "orders.a1b2c",
      TEMPORAL_API_KEY: value,
      TEMPORAL_TLS_SERVER_CA_CERT_PATH: files.ca,
    });
    await using(key("the right key"), async (host) => {
      await host.ping();
      assert.ok(!JSON.stringify(host.summary).includes("the right key"));
    });
    assert.equal(cloud.namespaces.at(-1), "orders.a1b2c");
    await using(key("the wrong key"), (host) =>
      assert.rejects(
        host.ping(),
        (error) =>
          error instanceof ConnectionError && /refuses our credentials/.test(error.message) && !error.message.includes("wrong key"),
      ),
    );
  });
});

interface Front {
  readonly address: string;
  close(): void;
}

/** TLS that asks for a client certificate, in front of a plain server. */
async function mutualTls({ ca, server: own }: Certificates, behind: string): Promise<Front> {
  const sockets = new Set<TLSSocket>();
  const [host = "", port = ""] = behind.split(":");
  const server = createServer({ ...own, ca, requestCert: true, rejectUnauthorized: true, ALPNProtocols: ["h2"] }, (socket) => {
    sockets.add(socket);
    const onward = connectPlain(Number(port), host);
    for (const [from, to] of [
      [socket, onward],
      [onward, socket],
    ] as const)
      from.on("error", () => to.destroy()).on("close", () => to.destroy());
    socket.pipe(onward).pipe(socket);
  });
  server.on("tlsClientError", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

interface Cloud extends Front {
  /** That each call said in its metadata. */
  readonly namespaces: unknown[];
}

/** Takes every call that brings the key, with an empty answer. */
async function apiKeyServer({ server: own }: Certificates, key: string): Promise<Cloud> {
  const namespaces: unknown[] = [];
  const sessions = new Set<ServerHttp2Session>();
  const server = createSecureServer(own);
  server.on("stream", (stream, headers) => {
    namespaces.push(headers["temporal-namespace"]);
    const head = { ":status": 200, "content-type": "application/grpc" };
    if (headers["authorization"] !== `Bearer ${key}`) return stream.respond({ ...head, "grpc-status": "16" }, { endStream: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": "0" }));
    stream.respond(head, { waitForTrailers: true });
    // A message of no bytes.
    stream.end(Buffer.alloc(5));
  });
  server.on("session", (session) => void sessions.add(session));
  server.on("sessionError", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    namespaces,
    close: () => {
      for (const session of sessions) session.destroy();
      server.close();
    },
  };
}
