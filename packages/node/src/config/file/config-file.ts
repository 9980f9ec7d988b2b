import { readFile, rename, writeFile } from "node:fs/promises";
import type { ConfigCache } from "../config-cache.ts";

/**
 * A copy of the configuration in a file: prices and experiments, and none of the keys that quotes are signed with.
 *
 * @example
 * const pricing = createClient({ apiKey, configCache: configFile("./pricewright-config.json") });
 */
export function configFile(path: string): ConfigCache {
  return {
    read: async () => {
      try {
        return await readFile(path, "utf8");
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
        throw error;
      }
    },
    write: async (text) => {
      // In two steps, so that no reader ever sees half of it.
      await writeFile(`${path}.new`, text, { mode: 0o600 });
      await rename(`${path}.new`, path);
    },
  };
}
