import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ServerProcess, startServerProcess } from "./testing/server-process.ts";

const LOCKS = fileURLToPath(new URL("./database/folder-lock.ts", import.meta.url));

let folder: string;
const running: ServerProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pricewright-owner-"));
});
afterEach(async () => {
  for (const server of running.splice(0)) await server.kill();
  rmSync(folder, { recursive: true, force: true });
});

const start = () =>
  startServerProcess({ PRICEWRIGHT_DATA: folder }).then((server) => {
    running.push(server);
    return server;
  });

/** Starts processes that all try to lock the folder at the same moment, and says how many got it. */
async function raceForLock(count: number): Promise<number> {
  const script = `import { lockFolder } from ${JSON.stringify(LOCKS)};
    // Lives on, so that its lock is not free again.
    setInterval(() => {}, 1000);
    process.send("ready");
    process.once("message", () => {
      try { lockFolder(${JSON.stringify(folder)}); process.send("got it"); } catch (error) { process.send(error.name); }
    });`;
  const children = Array.from({ length: count }, () =>
    spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: ["ignore", "ignore", "inherit", "ipc"] }),
  );
  const ended = children.map((child) => once(child, "exit"));
  await Promise.all(children.map((child) => once(child, "message")));
  const outcomes = Promise.all(children.map(async (child) => (await once(child, "message"))[0]));
  for (const child of children) child.send("go");
  const names = await outcomes;
  expect(names.filter((name) => name !== "got it" && name !== "FolderInUseError")).toEqual([]);
  // Killed, so that the next race finds a lock whose owner is gone.
  for (const child of children) child.kill("SIGKILL");
  await Promise.all(ended);
  return names.filter((name) => name === "got it").length;
}

describe("a data folder", () => {
  it("has one owner, however many start at once, and one takes over from the killed", async () => {
    for (let round = 0; round < 5; round++) expect(await raceForLock(10)).toBe(1);
  }, 120_000);

  it("lets one of ten servers start, and loses nothing that it was told", async () => {
    const first = await start();
    const { secretKey } = first;
    await first.kill();
    const starts = await Promise.allSettled(Array.from({ length: 10 }, start));
    const [winner, ...more] = starts.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    expect(more).toEqual([]);
    for (const result of starts)
      if (result.status === "rejected") expect(String(result.reason)).toContain("is in use by process");
    const headers = { authorization: `Bearer ${secretKey}`, "content-type": "application/json" };
    const catalog = {
      currency: "USD",
      plans: [{ id: "pro", name: "Pro", prices: [{ id: "pro-39", amount: "39", interval: "month" }] }],
    };
    const published = await fetch(`${winner?.url}/v1/catalog`, {
      method: "POST",
      headers,
      body: JSON.stringify(catalog),
    });
    expect(published.status).toBe(200);
    await winner?.kill();
    const second = await start();
    expect(await (await fetch(`${second.url}/v1/catalog`, { headers })).json()).toMatchObject({ version: 1 });
  }, 120_000);
});
