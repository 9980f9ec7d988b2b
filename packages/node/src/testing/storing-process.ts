import { openFileStore } from "../local/store/file/file-store.ts";

// A process that writes to a store until it is killed, and says what was acknowledged; see `file-store.test.ts`.
const [path = ""] = process.argv.slice(2);
const store = await openFileStore(path);
for (let count = 0; ; count++) {
  await store.transaction(["count"], async ({ write }) => {
    write("numbers", String(count).padStart(6, "0"), "x".repeat(200));
    write("last", "number", String(count));
  });
  process.stdout.write(`${count}\n`);
}
