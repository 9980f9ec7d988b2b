import { createClient } from "../client/create-client.ts";

// A process that tracks events and is then ended from outside; see `process-end.test.ts`.
const [baseUrl = "", count = "0", maximumWait = "60000", listens = "no"] = process.argv.slice(2);
const pricing = createClient({ apiKey: "pw_sk_test_x", baseUrl, maximumWait: Number(maximumWait) });
if (listens === "listens")
  process.on("SIGTERM", () => {
    console.log("the app ends by itself");
    setTimeout(() => process.exit(0), 500);
  });
const track = (from: number, to: number) => {
  for (let index = from; index < to; index++)
    pricing.track({ id: `e${index}`, type: "outcome", outcome: "churn", unit: { kind: "account", id: "acme" } });
};
const full = Math.floor(Number(count) / 1000) * 1000;
track(0, full);
const waiting = setInterval(() => {
  if (pricing.delivery().delivered < full) return;
  clearInterval(waiting);
  track(full, Number(count));
  console.log("tracked");
}, 20);
setInterval(() => {}, 60_000);
