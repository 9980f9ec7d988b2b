import type { ProviderName } from "./provider.ts";
import { ProviderError } from "./provider-error.ts";

/**
 * Imports a provider's package when it is first used.
 *
 * @throws ProviderError `missing-package` when it is not installed.
 */
export async function loadPackage<Module>(
  provider: ProviderName,
  name: string,
  load: () => Promise<Module>,
): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    if ((cause as { readonly code?: unknown }).code !== "ERR_MODULE_NOT_FOUND") throw cause;
    throw new ProviderError("missing-package", `Install "${name}", which @pricewright/node/${provider} works with.`, {
      provider,
      cause,
    });
  }
}
