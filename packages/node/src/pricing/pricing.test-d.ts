import type { Assignment } from "@pricewright/core";
import { definePricing } from "@pricewright/core/catalog";
import { expectTypeOf } from "vitest";
import { createClient } from "../client/create-client.ts";
import { createLocal } from "../local/create-local.ts";
import { memoryStore } from "../local/store/memory-store.ts";
import type { Pricing } from "./pricing.ts";

// Read by the compiler and run by nobody: each mistake below has to be one that does not compile.

const catalog = definePricing({
  currency: "USD",
  creditValue: "0.01",
  plans: [{ id: "pro", name: "Pro", prices: [{ id: "pro-39", amount: "39.00", interval: "month" }] }],
  packs: [{ id: "small", name: "Small", credits: "1000", prices: [{ id: "small-10", amount: "10" }] }],
});
const store = memoryStore();
const signingKey = "a key of at least 32 characters, for tests";
const urls = { successUrl: "https://shop.example/thanks", cancelUrl: "https://shop.example/prices" };
const unit = { id: "v_1" };

const local = createLocal({
  catalog,
  store,
  signingKey,
  experiments: [
    {
      key: "price",
      control: "low",
      variants: [
        { key: "low", prices: ["pro-39"] },
        { key: "high", prices: ["pro-39"] },
      ],
    },
    { key: "trial", control: "week", variants: [{ key: "week", prices: [] }] },
  ],
});
const remote = createClient<typeof catalog, { key: "price"; variants: readonly { key: "low" | "high" }[] }>({
  apiKey: "k",
});

// Names are known, in process and through a server.
const [first] = (await local.evaluate(unit)).assignments;
if (first?.experiment === "price") expectTypeOf(first.variant).toEqualTypeOf<"low" | "high" | "control">();
if (first?.experiment === "trial") expectTypeOf(first.variant).toEqualTypeOf<"week" | "control">();
const [other] = (await remote.evaluate(unit, { experiments: ["price"] })).assignments;
if (other) expectTypeOf(other.variant).toEqualTypeOf<"low" | "high" | "control">();
await local.checkout({ unit, quote: "q", plan: "small", ...urls });
await remote.verifyQuote("q", { visitor: "v_1", plan: "pro" });

// @ts-expect-error there is no such experiment
await local.results("prices");
// @ts-expect-error there is no such experiment
await remote.evaluate(unit, { experiments: ["trial"] });
// @ts-expect-error there is no such plan
await local.checkout({ unit, quote: "q", plan: "prp", ...urls });
// @ts-expect-error there is no such plan or pack
await remote.verifyQuote("q", { visitor: "v_1", plan: "large" });
// @ts-expect-error an account has an id
await local.evaluate({ kind: "account" });
// @ts-expect-error money is never a number
local.track({ type: "conversion", unit: { kind: "visitor", id: "v_1" }, price: "pro-39", amount: 39, currency: "USD" });
const wrong = { key: "a", control: "x", variants: [{ key: "y", prices: [] }] } as const;
// @ts-expect-error the control is not one of the variants
createLocal({ catalog, store, signingKey, experiments: [wrong] });

// Of what is not written out nothing is known, and nothing is refused.
const loose = createClient({ apiKey: "k" });
await loose.results("anything");
expectTypeOf((await loose.evaluate(unit)).assignments[0]).toExtend<Assignment | undefined>();

// Known names fit wherever any pricing does, so one adapter serves every app.
expectTypeOf(local).toExtend<Pricing>();
expectTypeOf(remote).toExtend<Pricing>();
