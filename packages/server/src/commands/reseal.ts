import { masterKeys } from "../secrets/master-keys.ts";
import { resealSecrets } from "../secrets/reseal-secrets.ts";
import { onDatabase, print } from "./on-database.ts";

/** `reseal`: seals every secret again with the first of the configured keys, so that the older ones may go. */
export async function reseal(): Promise<void> {
  await onDatabase("reseal", async ({ database, configuration }) => {
    const { sealed, resealed } = await resealSecrets(database, masterKeys(configuration));
    print(`${resealed} of ${sealed} secrets were sealed with an older key, and are sealed with the current one now.`);
  });
}
