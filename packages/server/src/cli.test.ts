import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { loadPriceList } from "./pricing/load-price-list.ts";

const source = dirname(fileURLToPath(import.meta.url));
const lists = join(source, "testing/price-lists");

/** Runs the command as a shell would. */
function pricewright(...parameters: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--conditions=@pricewright/source", join(source, "cli.ts"), ...parameters],
    { cwd: lists, encoding: "utf8" },
  );
  return { status, stdout, stderr };
}

describe("pricewright pricing check", () => {
  it("prints the price list as a table, and passes", () => {
    const { status, stdout, stderr } = pricewright("pricing", "check", "agent.config.ts");
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout.split("\n").map((line) => line.trim().split(/ {2,}/))).toEqual(
      expect.arrayContaining([
        ["product", "price", "amount", "paid", "shown to", "sold through"],
        ["Core", "core-25", "$25.00 + sandbox", "a month", "core-price/low", "stripe"],
        ["Core", "core-29", "$29.00", "a month", "core-price/high", "stripe"],
        ["Enterprise", "-", "on request", "-", "everyone", "-"],
        ["Small (1,200 credits, 200 of them free)", "small-10", "$10.00", "once", "everyone", "-"],
        ["Nothing to mend."],
      ]),
    );
  });

  it("fails where a price has no id at the provider in use", () => {
    const { status, stdout } = pricewright("pricing", "check", "agent.config.ts", "--provider", "stripe");
    expect(status).toBe(1);
    expect(stdout).toContain("1 error, 0 warnings");
    expect(stdout).toContain("error no-provider-id at packs.0.prices.0.providers");
  });

  it("passes with warnings", () => {
    const { status, stdout } = pricewright("pricing", "check", "changed-price.json");
    expect([status, stdout]).toEqual([0, expect.stringContaining("warning yearly-dearer at plans.0.prices.1")]);
  });

  it("names every mistake of a price list at once", () => {
    const { status, stdout, stderr } = pricewright("pricing", "check", "mistakes.config.ts");
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr.trim().split("\n")).toEqual([
      "mistakes.config.ts has 2 mistakes:",
      expect.stringContaining("plans.0.prices.0.amount: the amount 39.00 has 2 and JPY has no decimals"),
      expect.stringContaining('experiments.0.variants.0.prices.0: there is no price "prp"'),
    ]);
  });

  it.each([
    ["nothing.config.ts", "nothing.config.ts does not export a price list"],
    ["missing.config.ts", "There is no file missing.config.ts"],
  ])("says what is the matter with %s", (file, message) => {
    const { status, stderr } = pricewright("pricing", "check", file);
    expect([status, stderr]).toEqual([1, expect.stringContaining(message)]);
  });

  it("says which Node to use where it cannot read TypeScript", async () => {
    await expect(loadPriceList(join(lists, "agent.config.ts"), false)).rejects.toThrow(/Use Node 22\.18 or newer/);
    await expect(loadPriceList(join(lists, "changed-price.json"), false)).resolves.toMatchObject({ currency: "USD" });
  });
});

describe("pricewright pricing diff", () => {
  it("shows what a new version changes, and for whom", () => {
    const { status, stdout, stderr } = pricewright("pricing", "diff", "agent.config.ts", "agent-next.config.ts");
    expect([status, stderr]).toEqual([0, ""]);
    const [forNew, keeps, forCore, ...others] = stdout.trim().split("\n\n");
    const rows = (section = "") => section.split("\n").map((line) => line.trim().split(/ {2,}/));
    expect(rows(forNew)).toEqual([
      ["New customers, from the moment it is published:"],
      ["removed", "price", "core: core-29", "29 USD per month, not listed"],
      ["added", "price", "core: core-31", "31 USD per month, not listed"],
      ["changed", "feature", "core: tasks", "3 -> 5"],
      ["changed", "markup", "everything", "percent 50 -> percent 40"],
      ["changed", "experiment", "core-price", expect.stringContaining("core-31")],
    ]);
    expect(keeps).toContain("keeps the version they bought");
    expect(rows(forCore)).toContainEqual(["changed", "feature", "core: tasks", "3 -> 5"]);
    expect(others).toEqual([expect.stringContaining('Customers of "enterprise"')]);
  });

  it("fails where a price would change", () => {
    const { status, stdout } = pricewright("pricing", "diff", "agent.config.ts", "changed-price.json");
    expect([status, stdout]).toEqual([1, expect.stringContaining('Price "core-25" was 25 USD (month)')]);
  });

  it("says so where nothing changes", () => {
    const { status, stdout } = pricewright("pricing", "diff", "agent.config.ts", "agent.config.ts");
    expect([status, stdout]).toEqual([0, expect.stringContaining("says the same")]);
  });
});

describe("pricewright", () => {
  it.each([
    [["pricing"], "pricewright pricing check <file>"],
    [["pricing", "check", "a", "b"], "pricewright pricing check <file>"],
    [["pricing", "check", "a", "--provider", "paypal"], 'There is no provider "paypal"'],
    [["pricing", "check", "a", "--colour"], "--colour"],
    [["sell"], 'There is no command "sell"'],
  ])("ends with 2 on %j", (parameters, message) => {
    const { status, stderr } = pricewright(...parameters);
    expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it("says its version", () => {
    expect(pricewright("--version")).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: "",
    });
  });

  it("lists its commands", () => {
    const { status, stdout } = pricewright("help");
    expect([status, stdout]).toEqual([0, expect.stringContaining("pricewright pricing diff <old> <new>")]);
  });
});
