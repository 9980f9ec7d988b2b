import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryStore, type Store } from "@pricewright/node";
import { openFileStore } from "@pricewright/node/store-file";
import { openPostgresqlStore } from "@pricewright/node/store-postgresql";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

interface OpenedStore {
  readonly store: Store;
  /** Another process's way to the same texts. */
  readonly other: () => Promise<Store>;
  readonly drop: () => Promise<void>;
}

const memory = {
  name: "in memory",
  open: async (): Promise<OpenedStore> => {
    const store = memoryStore();
    return { store, other: async () => store, drop: async () => {} };
  },
};
const file = {
  name: "in a file",
  open: async (): Promise<OpenedStore> => {
    const folder = await mkdtemp(join(tmpdir(), "pricewright-"));
    const path = join(folder, "store");
    const store = await openFileStore(path);
    return {
      store,
      other: async () => {
        await store.close();
        return openFileStore(path);
      },
      drop: () => rm(folder, { recursive: true }),
    };
  },
};
const postgresql = {
  name: "in PostgreSQL",
  open: async (): Promise<OpenedStore> => {
    const options = { url: process.env.TEST_DATABASE_URL as string, name: `stores-${crypto.randomUUID()}` };
    return {
      store: await openPostgresqlStore(options),
      other: () => openPostgresqlStore(options),
      drop: async () => {},
    };
  },
};
const stores = [memory, file, ...(process.env.TEST_DATABASE === "postgresql" ? [postgresql] : [])];

describe.each(stores)("a store $name", ({ open }) => {
  let opened: OpenedStore;
  let others: Store[];
  beforeEach(async () => {
    opened = await open();
    others = [];
  });
  afterEach(async () => {
    await Promise.all([opened.store, ...others].map((store) => store.close().catch(() => {})));
    await opened.drop();
  });
  const other = async () => {
    const store = await opened.other();
    others.push(store);
    return store;
  };

  it("keeps texts by collection and key, whatever characters they hold", async () => {
    const { store } = opened;
    const text = 'a "quoted" \\ line\nwith \u{1f642} and %_';
    await store.transaction([], async ({ write }) => {
      write("a", "key/%_\\", text);
      write("b", "key/%_\\", "another");
    });
    const again = await other();
    expect(await again.read("a", ["key/%_\\", "none"])).toEqual(new Map([["key/%_\\", text]]));
    expect(await again.read("c", ["key/%_\\"])).toEqual(new Map());
  });

  it("lists what begins with a prefix, in the order of keys", async () => {
    const { store } = opened;
    await store.transaction([], async ({ write }) => {
      for (const key of ["b/2", "a%/1", "b/10", "B/1", "b_/1", "b/1"]) write("list", key, key);
    });
    expect([...(await store.list("list", "b/")).keys()]).toEqual(["b/1", "b/10", "b/2"]);
    expect([...(await store.list("list", "a%")).keys()]).toEqual(["a%/1"]);
    expect([...(await store.list("list", "")).keys()]).toEqual(["B/1", "a%/1", "b/1", "b/10", "b/2", "b_/1"]);
  });

  it("shows a transaction its own writes, and nobody else's before they are whole", async () => {
    const { store } = opened;
    await store.transaction([], async ({ write }) => write("t", "before", "1"));
    await store.transaction(["x"], async (transaction) => {
      transaction.write("t", "fresh", "2");
      transaction.write("t", "before", null);
      expect([...(await transaction.list("t", ""))]).toEqual([["fresh", "2"]]);
      expect(await transaction.read("t", ["before", "fresh"])).toEqual(new Map([["fresh", "2"]]));
      expect([...(await store.list("t", ""))]).toEqual([["before", "1"]]);
    });
    expect([...(await store.list("t", ""))]).toEqual([["fresh", "2"]]);
  });

  it("keeps nothing of a transaction that throws, and goes on", async () => {
    const { store } = opened;
    const failing = store.transaction(["x"], async ({ write }) => {
      write("t", "key", "lost");
      throw new Error("the work failed");
    });
    await expect(failing).rejects.toThrow("the work failed");
    await store.transaction(["x"], async ({ write }) => write("t", "after", "kept"));
    expect([...(await store.list("t", "")).keys()]).toEqual(["after"]);
  });

  it("lets nobody in between who names the same lock", async () => {
    const { store } = opened;
    const count = async () =>
      store.transaction(["other", "counter"], async ({ read, write }) => {
        const before = Number((await read("t", ["count"])).get("count") ?? 0);
        await new Promise((resolve) => setTimeout(resolve, 1));
        write("t", "count", String(before + 1));
      });
    await Promise.all(Array.from({ length: 30 }, count));
    expect((await store.read("t", ["count"])).get("count")).toBe("30");
  });

  it("does not wait for those who name other locks", async () => {
    const { store } = opened;
    await store.transaction(["one"], async () => {
      await store.transaction(["two"], async ({ write }) => write("t", "inner", "1"));
    });
    expect((await store.read("t", ["inner"])).get("inner")).toBe("1");
  });
});
