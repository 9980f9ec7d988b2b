// Writes cases.json anew: node packages/core/conformance/generate.mjs, then pnpm format.
import { writeFileSync } from "node:fs";
import { makeCases } from "./make-cases.mjs";

writeFileSync(new URL("cases.json", import.meta.url), `${JSON.stringify(makeCases(), null, 2)}\n`);
