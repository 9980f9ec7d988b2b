import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServerProcess } from "../testing/server-process.ts";
import { judge } from "./doctor.ts";

const cli = join(dirname(fileURLToPath(import.meta.url)), "../cli.ts");
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "pricewright-commands-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function pricewright(...parameters: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--conditions=@pricewright/source", cli, ...parameters],
    { encoding: "utf8", env: { PATH: process.env.PATH, PRICEWRIGHT_DATA: folder, LOG_LEVEL: "silent" } },
  );
  return { status, stdout, stderr };
}

describe("commands on the embedded database", () => {
  it("set up a first test, judge it, make keys, and leave a running server's data alone", async () => {
    expect(pricewright("doctor")).toMatchObject({ status: 0, stdout: expect.stringContaining("nobody has keys in") });
    expect(pricewright("keys", "list").stdout).toContain("There are no keys yet");
    expect(pricewright("rebuild-statistics").stdout).toContain("There is nothing to rebuild");
    const made = pricewright("init");
    expect([made.status, made.stderr]).toEqual([0, ""]);
    expect(made.stdout).toContain("?pw_first-price=price-39");
    expect(made.stdout).toContain("?pw_first-price=price-49");
    const secretKey = /pw_sk_test_\w+/.exec(made.stdout)?.[0] ?? "";
    expect(pricewright("init")).toMatchObject({ status: 2, stderr: expect.stringContaining("in use already") });

    const server = await startServerProcess({ PRICEWRIGHT_DATA: folder, LOG_LEVEL: "silent" });
    const call = (path: string, body: unknown) =>
      fetch(`${server.url}${path}`, {
        method: "POST",
        headers: { authorization: `Bearer ${secretKey}`, "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    for (let visitor = 0; visitor < 40; visitor++) {
      const answer = await call("/v1/evaluate", { unit: { kind: "account", id: `a-${visitor}` } });
      expect(answer.status).toBe(200);
      await answer.arrayBuffer();
    }
    for (const command of [["migrate"], ["keys", "list"], ["rebuild-statistics"]])
      expect(pricewright(...command)).toMatchObject({ status: 1, stderr: expect.stringContaining("Stop the server") });
    expect(await server.stop()).toBe(0);

    const judged = pricewright("doctor");
    expect([judged.status, judged.stdout]).toEqual([
      1,
      expect.stringContaining('"first-price": evaluated 40, exposed 0: the exposure is not wired'),
    ]);
    expect(pricewright("migrate")).toMatchObject({ status: 0, stdout: "The embedded database is up to date.\n" });
    const created = pricewright("keys", "create", "--environment", "live", "--name", "Shop");
    const [, id = "", key = ""] = /(key-\w+), shown only this once:\s+(pw_sk_live_\w+)/.exec(created.stdout) ?? [];
    expect(key).not.toBe("");
    const listed = pricewright("keys", "list").stdout;
    expect(listed).toMatch(new RegExp(`${id}\\s+live\\s+secret\\s+Shop`));
    expect(listed).not.toContain(key);
    expect(pricewright("keys", "revoke", id, "--environment", "live").status).toBe(0);
    expect(pricewright("keys", "list").stdout).toMatch(new RegExp(`${id} .*revoked`));
    expect(pricewright("keys", "revoke", id, "--environment", "live").status).toBe(2);
    expect(pricewright("keys", "burn").status).toBe(2);
    expect(pricewright("rebuild-statistics")).toMatchObject({ status: 0, stdout: expect.stringContaining("rebuilt") });
  }, 180_000);
});

describe("judge", () => {
  it.each([
    [{ evaluated: 40, exposed: 0, sold: 0 }, "problem"],
    [{ evaluated: 10, exposed: 0, sold: 0 }, "ok"],
    [{ evaluated: 1000, exposed: 50, sold: 1 }, "warning"],
    [{ evaluated: 1000, exposed: 900, sold: 0 }, "warning"],
    [{ evaluated: 1000, exposed: 900, sold: 40 }, "ok"],
  ])("takes %j for %s", (numbers, level) => {
    expect(judge({ key: "p", ...numbers }).level).toBe(level);
  });
});
