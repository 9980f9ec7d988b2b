import { createClient } from "@pricewright/node";
import { readConfiguration, startServer } from "@pricewright/server";
import { catalog, crewPrice } from "./catalog.ts";

/** A Pricewright server of this machine, with a price list and a test of it. */
export interface RunningPrices {
  readonly url: string;
  readonly publishableKey: string;
  readonly secretKey: string;
  readonly close: () => Promise<void>;
}

/** Starts one whose data ends with it. */
export async function startPrices(port: number): Promise<RunningPrices> {
  const server = await startServer(
    readConfiguration({ PORT: String(port), PRICEWRIGHT_DATA: "memory", LOG_LEVEL: "error" }),
  );
  if (!server.firstKeys) throw new Error("A server whose data is in memory has made its first keys.");
  const { publishableKey, secretKey } = server.firstKeys;
  const pricing = createClient({ apiKey: secretKey, baseUrl: server.url });
  await pricing.publishCatalog(catalog);
  await pricing.createExperiment(crewPrice);
  await pricing.close();
  return { url: server.url, publishableKey, secretKey, close: server.close };
}
