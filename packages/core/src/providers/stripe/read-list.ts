import { PricewrightError } from "../../errors/pricewright-error.ts";
import type { AskProvider } from "../ask-provider.ts";
import type { ProviderDocument } from "../provider-document.ts";

/**
 * Every element of a list of Stripe.
 *
 * @throws PricewrightError `provider-refused` when Stripe does not show it to this key.
 */
export async function readList(path: string, ask: AskProvider): Promise<ProviderDocument[]> {
  const all: ProviderDocument[] = [];
  for (let after: string | null = null; ; ) {
    const query: string = after === null ? "" : `&starting_after=${encodeURIComponent(after)}`;
    const { status, body } = await ask(`${path}?limit=100${query}`);
    if (status !== 200)
      throw new PricewrightError(
        "provider-refused",
        `Stripe answers ${status} to ${path.split("/")[2]}; the key may lack a permission.`,
      );
    all.push(...(body?.data ?? []));
    after = all.at(-1)?.id ?? null;
    if (!body?.has_more || after === null) return all;
  }
}
