import { openFileStore } from "@pricewright/node/store-file";
import { chooseProvider } from "./choose-provider.ts";
import { createApp } from "./create-app.ts";

const port = Number(process.env.PORT ?? 3000);
const url = process.env.APP_URL ?? `http://127.0.0.1:${port}`;
const secret = process.env.APP_SECRET;
if (!secret) throw new Error("Set APP_SECRET: openssl rand -base64 32");

const provider = chooseProvider(process.env, async ({ body, headers }) => {
  const taken = await fetch(`${url}/pw/webhooks/sandbox`, { method: "POST", body, headers });
  if (!taken.ok) throw new Error(await taken.text());
});
const { app, close } = createApp({ provider, store: await openFileStore("./shop.store"), url, secret });
const server = app.listen(port, "127.0.0.1", () => {
  console.log(`The shop is at ${url}, its results at ${url}/results. Payments: ${provider.name}.`);
});
process.once("SIGINT", () => server.close(() => close().then(() => process.exit(0))));
