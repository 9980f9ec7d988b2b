import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** Where this example lies. */
export const folder: string = dirname(dirname(fileURLToPath(import.meta.url)));
