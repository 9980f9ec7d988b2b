import { fileURLToPath } from "node:url";
import { createServer } from "vite";
import { startPrices } from "./start-prices.ts";

const prices = await startPrices(Number(process.env.PRICEWRIGHT_PORT ?? 3001));
// Vite puts what begins with VITE_ into the page.
process.env.VITE_PRICEWRIGHT_KEY = prices.publishableKey;
process.env.VITE_PRICEWRIGHT_URL = prices.url;
const root = fileURLToPath(new URL("..", import.meta.url));
const vite = await createServer({ root, server: { host: "localhost", port: Number(process.env.PORT ?? 5173) } });
await vite.listen();
vite.printUrls();
console.log(`  The price test: ${prices.url}/experiments/crew-price`);

process.once("SIGINT", async () => {
  await vite.close();
  await prices.close();
  process.exit(0);
});
