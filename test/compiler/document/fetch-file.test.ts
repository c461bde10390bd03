import assert from "node:assert/strict";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { after, before, test } from "node:test";
import { fetchFile } from "../../../src/compiler/document/references/fetch-file.ts";

let server: Server;
let origin = "";
let headers: IncomingHttpHeaders = {};
before(async () => {
  server = createServer((request, response) => {
    headers = request.headers;
    if (request.url === "/redirect") response.writeHead(302, { location: "/file" }).end();
    else if (request.url === "/missing") response.writeHead(404).end();
    else if (request.url === "/slow") response.write("a");
    else response.end("x".repeat(1000));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  origin = typeof address === "object" && address !== null ? `http://127.0.0.1:${address.port}` : "";
});
after(() => {
  server.closeAllConnections();
  server.close();
});

test("a file is fetched within its limits, without redirects and without credentials", async () => {
  const limits = { bytes: 1000, time: 300 };
  const get = async (path: string, own = limits): Promise<string> => {
    const fetched = await fetchFile(new URL(path, origin), own);
    return "bytes" in fetched ? `${fetched.bytes.length} bytes` : fetched.reason;
  };
  assert.equal(await get("/file"), "1000 bytes");
  assert.equal(headers.authorization, undefined);
  assert.equal(headers.cookie, undefined);
  assert.equal(headers.referer, undefined);
  assert.equal(await get("/file", { ...limits, bytes: 999 }), "it is larger than 999 bytes");
  assert.equal(await get("/redirect"), "the server redirects to another address, which is not followed");
  assert.equal(await get("/missing"), "the server answers with status 404");
  assert.equal(await get("/slow"), "no answer within 0.3 s");
});
