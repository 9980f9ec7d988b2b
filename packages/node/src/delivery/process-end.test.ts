import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const SCRIPT = fileURLToPath(new URL("../testing/tracking-process.ts", import.meta.url));
let server: Server;
let received: string[];

beforeEach(async () => {
  received = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { events } = JSON.parse(Buffer.concat(chunks).toString()) as { events: { id: string }[] };
      received.push(...events.map(({ id }) => id));
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ results: events.map(({ id }) => ({ id, status: "accepted" })) }));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/** Starts a process that tracks events, and waits until its full batches were delivered. */
async function track(count: number, ...more: string[]): Promise<ChildProcess> {
  const { port } = server.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}`;
  const child = spawn(
    process.execPath,
    ["--conditions=@pricewright/source", SCRIPT, address, String(count), "60000", ...more],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  await once(child.stdout as NonNullable<typeof child.stdout>, "data");
  return child;
}

async function endOf(child: ChildProcess, signal: "SIGKILL" | "SIGTERM") {
  const ended = once(child, "exit");
  child.kill(signal);
  const [code, by] = await ended;
  return { code, by };
}

describe("a process that is ended", () => {
  it("loses at most the batch that was not full when it is killed", async () => {
    const child = await track(2_500);
    expect(await endOf(child, "SIGKILL")).toEqual({ code: null, by: "SIGKILL" });
    expect(received).toHaveLength(2_000);
  });

  it("sends everything when it is told to end, and then ends by that signal", async () => {
    const child = await track(1_500);
    expect(await endOf(child, "SIGTERM")).toEqual({ code: null, by: "SIGTERM" });
    expect(new Set(received).size).toBe(1_500);
  });

  it("leaves the ending to an app that sees to it itself", async () => {
    const child = await track(10, "listens");
    expect(await endOf(child, "SIGTERM")).toEqual({ code: 0, by: null });
    expect(new Set(received).size).toBe(10);
  });
});
