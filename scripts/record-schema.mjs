// Writes down which migrations are released, by their hash: from then on a test refuses any change of them.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

const folder = new URL("../packages/server/drizzle/", import.meta.url);
const read = (path) => readFileSync(new URL(path, folder), "utf8");
const { entries } = JSON.parse(read("meta/_journal.json"));
const released = Object.fromEntries(
  entries.map(({ tag }) => [
    tag,
    createHash("sha256")
      .update(read(`${tag}.sql`))
      .digest("hex"),
  ]),
);
writeFileSync(new URL("released.json", folder), `${JSON.stringify(released, null, 2)}\n`);
