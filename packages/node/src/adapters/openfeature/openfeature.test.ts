import { OpenFeature } from "@openfeature/server-sdk";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type SoldLocally, sellLocally } from "../../testing/sold-locally.ts";
import { pricewrightProvider } from "./pricewright-provider.ts";

let sold: SoldLocally;
const client = () => OpenFeature.getClient();

beforeEach(async () => {
  sold = sellLocally();
  await OpenFeature.setProviderAndWait(pricewrightProvider(sold.pricing));
});
afterEach(async () => {
  await OpenFeature.close();
  await sold.provider.close();
});

describe("a flag of OpenFeature", () => {
  it("is the variant of an experiment, the same one each time", async () => {
    const context = { targetingKey: "v_1" };
    const first = await client().getStringDetails("pro-price", "none", context);
    expect(["price-39", "price-59"]).toContain(first.value);
    expect(first).toMatchObject({ variant: first.value, reason: "SPLIT", flagMetadata: { reason: "assigned" } });
    const again = await client().getStringDetails("pro-price", "none", context);
    expect(again).toMatchObject({ value: first.value, reason: "CACHED", flagMetadata: { reason: "frozen" } });
  });

  it("is an object with the prices and the quote", async () => {
    const value = await client().getObjectValue("pro-price", {}, { targetingKey: "acme", kind: "account" });
    expect(value).toMatchObject({ pricing: { plans: [{ id: "pro" }] }, quote: expect.any(String) });
    const { quote } = value as { quote: string };
    expect(await sold.pricing.verifyQuote(quote, { account: "acme" })).toMatchObject({ ok: true });
  });

  it("is the default, with the reason, where it cannot be told", async () => {
    expect(await client().getStringDetails("other", "none", { targetingKey: "v_1" })).toMatchObject({
      value: "none",
      errorCode: "FLAG_NOT_FOUND",
    });
    expect(await client().getStringDetails("pro-price", "none")).toMatchObject({
      value: "none",
      errorCode: "TARGETING_KEY_MISSING",
    });
    expect(await client().getNumberDetails("pro-price", 5, { targetingKey: "v_1" })).toMatchObject({
      value: 5,
      errorCode: "TYPE_MISMATCH",
    });
    expect(await client().getBooleanDetails("pro-price", true, { targetingKey: "v_1" })).toMatchObject({
      value: true,
      errorCode: "TYPE_MISMATCH",
    });
  });

  it("tracks what happened as an outcome of its unit", async () => {
    client().track("complaint", { targetingKey: "v_1" }, { id: "c-1" });
    await sold.pricing.flush();
    expect(sold.pricing.delivery()).toMatchObject({ delivered: 1 });
  });
});
