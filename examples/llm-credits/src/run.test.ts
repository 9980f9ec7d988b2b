import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { run } from "./run.ts";
import { type FakeModel, serveFakeModel } from "./serve-fake-model.ts";

let model: FakeModel;
beforeEach(async () => {
  model = await serveFakeModel();
});
afterEach(() => model.close());

describe("a customer with 10 credits", () => {
  it("is charged for both calls, and for no more than was used", async () => {
    const { said, credits, margin, estimates } = await run(model.url);
    expect(said).toEqual(["Prices are measured, not guessed.", "Prices are measured, not guessed."]);
    // 12,000 tokens at 1.25 and 800 at 10 dollars a million are 0.023, with half as much again 0.0345: 3.45 credits.
    expect(credits).toEqual({ available: "3.1", held: "0", consumed: "6.9" });
    expect(margin).toEqual({ revenue: "0.069", cost: "0.046", margin: "0.023", marginPercent: "33.33" });
    // A tenth more prompt and 1,000 tokens of reply were held for: 0.03975 with the markup.
    expect(estimates).toMatchObject({ count: 2, estimated: "7.95", settled: "6.9", exceeded: 0, unused: "1.05" });
  });

  it("is charged nothing when the model is away", async () => {
    model.fails = true;
    await expect(run(model.url)).rejects.toThrow("503");
  });
});
