import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openFileStore } from "./file-store.ts";

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "pricewright-"));
  path = join(folder, "store");
});
afterEach(() => rm(folder, { recursive: true }));

/** A store with some texts, closed. */
async function fill(...keys: string[]): Promise<void> {
  const store = await openFileStore(path);
  for (const key of keys) await store.transaction([], async ({ write }) => write("t", key, key));
  await store.close();
}

async function keys(): Promise<string[]> {
  const store = await openFileStore(path);
  const found = [...(await store.list("t", "")).keys()];
  await store.close();
  return found;
}

describe("a file store", () => {
  it("has every acknowledged transaction after its process was killed, and half of none", async () => {
    for (let round = 0; round < 3; round++) {
      const script = fileURLToPath(new URL("../../../testing/storing-process.ts", import.meta.url));
      const child = spawn(process.execPath, ["--conditions=@pricewright/source", script, path], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      let said = "";
      child.stdout.on("data", (data: Buffer) => {
        said += data.toString();
        if (said.split("\n").length > 40 * (round + 1)) child.kill("SIGKILL");
      });
      await once(child, "close");
      const acknowledged = Number(said.trimEnd().split("\n").at(-1));
      const store = await openFileStore(path);
      const numbers = [...(await store.list("numbers", "")).keys()].map(Number);
      const last = Number((await store.read("last", ["number"])).get("number"));
      expect(last).toBeGreaterThanOrEqual(acknowledged);
      expect(numbers).toEqual(Array.from({ length: last + 1 }, (_, index) => index));
      await store.transaction([], async ({ write }) => {
        for (const number of numbers) write("numbers", String(number).padStart(6, "0"), null);
      });
      await store.close();
    }
  });

  it("cuts off a last line that was never finished, and what follows is read", async () => {
    await fill("a", "b");
    await appendFile(path, 'AbCdEfGhIjKlMnOp [["t","c","c');
    expect(await keys()).toEqual(["a", "b"]);
    await fill("d");
    expect(await keys()).toEqual(["a", "b", "d"]);
  });

  it("refuses a file that was changed before its end", async () => {
    await fill("a", "b", "c");
    const text = await readFile(path, "utf8");
    await writeFile(path, text.replace('"b"', '"B"'));
    await expect(openFileStore(path)).rejects.toMatchObject({ code: "store-damaged" });
    expect(await readFile(path, "utf8")).toContain('"B"');
  });

  it("belongs to one process, until that is closed or dead", async () => {
    const store = await openFileStore(path);
    await expect(openFileStore(path)).rejects.toMatchObject({ code: "store-in-use" });
    await store.close();
    const [lock = ""] = (await readdir(folder)).filter((name) => name.includes(".lock-"));
    // A process that has ended leaves its lock behind.
    const child = spawn(process.execPath, ["-e", ""]);
    await once(child, "exit");
    await writeFile(join(folder, lock), `${child.pid} 1`);
    const again = await openFileStore(path);
    await again.close();
    // In a container the process that was killed had this one's number.
    const [left = ""] = (await readdir(folder)).filter((name) => name.includes(".lock-"));
    await writeFile(join(folder, left), `${process.pid} 1`);
    await (await openFileStore(path)).close();
  });

  it("belongs to one of many that try at once", async () => {
    await writeFile(`${path}.lock-1`, "999999999 1");
    const opened = await Promise.allSettled(Array.from({ length: 8 }, () => openFileStore(path)));
    const stores = opened.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    expect(stores).toHaveLength(1);
    for (const store of stores) await store.close();
  });

  it("is written anew where most of it is out of date, while it is open", async () => {
    const store = await openFileStore(path);
    const write = (count: number) =>
      Promise.all(
        Array.from({ length: count }, (_, index) =>
          store.transaction(["t"], async (transaction) => transaction.write("t", "same", `${index}`.padStart(500))),
        ),
      );
    await write(1_900);
    const before = (await stat(path)).size;
    await write(150);
    expect((await stat(path)).size).toBeLessThan(before / 10);
    await store.close();
    expect(await keys()).toEqual(["same"]);
  });
});
