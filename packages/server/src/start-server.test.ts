import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readConfiguration } from "./configuration/configuration.ts";
import { FolderInUseError } from "./database/folder-lock.ts";
import { PortTakenError, type RunningServer, startServer } from "./start-server.ts";

let folder: string;
const running: RunningServer[] = [];

async function start(variables: Record<string, string> = {}): Promise<RunningServer> {
  const server = await startServer(
    readConfiguration({ PORT: "0", PRICEWRIGHT_DATA: folder, ...variables }),
    pino({ level: "silent" }),
  );
  running.push(server);
  return server;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pricewright-server-"));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close().catch(() => {})));
  rmSync(folder, { recursive: true, force: true });
});

describe("startServer", () => {
  it("needs no configuration, shows keys once, and keeps what it was told", async () => {
    const first = await start();
    const { secretKey, publishableKey } = first.firstKeys ?? {};
    expect([secretKey, publishableKey]).toEqual([
      expect.stringMatching(/^pw_sk_test_/),
      expect.stringMatching(/^pw_pk_test_/),
    ]);
    const catalog = {
      currency: "USD",
      plans: [{ id: "pro", name: "Pro", prices: [{ id: "pro-39", amount: "39", interval: "month" }] }],
    };
    const headers = { authorization: `Bearer ${secretKey}`, "content-type": "application/json" };
    const published = await fetch(`${first.url}/v1/catalog`, {
      method: "POST",
      headers,
      body: JSON.stringify(catalog),
    });
    expect(published.status).toBe(200);
    await first.close();

    const second = await start();
    expect(second.firstKeys).toBeNull();
    const read = await fetch(`${second.url}/v1/catalog`, { headers });
    expect(await read.json()).toMatchObject({ version: 1, catalog: { plans: [{ id: "pro" }] } });
  });

  it("refuses a data folder that another server has", async () => {
    await start();
    await expect(start()).rejects.toThrow(FolderInUseError);
  });

  it("refuses data whose key was lost, before it says that it is ready", async () => {
    await (await start()).close();
    const path = join(folder, "master.key");
    const kept = readFileSync(path);
    rmSync(path);
    await expect(start()).rejects.toThrow(/sealed with another key.*put the file master\.key back/);
    writeFileSync(path, kept);
    await (await start()).close();
  });

  it("says that a port is taken, and leaves its data folder free", async () => {
    const first = await start();
    const other = `${folder}-other`;
    try {
      await expect(start({ PORT: new URL(first.url).port, PRICEWRIGHT_DATA: other })).rejects.toThrow(PortTakenError);
      await start({ PRICEWRIGHT_DATA: other });
    } finally {
      await Promise.all(running.splice(0).map((server) => server.close()));
      rmSync(other, { recursive: true, force: true });
    }
  });
});
