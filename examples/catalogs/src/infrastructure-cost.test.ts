import { describe, expect, it } from "vitest";
import { infrastructureCost, infrastructureQuery, type PrometheusAnswer } from "./infrastructure-cost.ts";

const owner = { customer: "acme", plan: "professional", currency: "USD" };

// The shape of an answer to an instant query, as Prometheus documents it.
function answer(...values: string[]): PrometheusAnswer {
  const result = values.map((value) => ({ metric: {}, value: [1_772_409_600.123, value] as const }));
  return { status: "success", data: { resultType: "vector", result } };
}

describe("infrastructureQuery", () => {
  it("asks for a month of a namespace", () => {
    expect(infrastructureQuery("acme-prod")).toBe('sum(node_namespace_total_cost{namespace="acme-prod"}) * 24 * 30');
  });

  it.each(["", "Acme", '"} or vector(0) #', "-acme", "a".repeat(64)])("refuses the namespace %j", (namespace) => {
    expect(() => infrastructureQuery(namespace)).toThrow("is not the name of a namespace");
  });
});

describe("infrastructureCost", () => {
  it("is a fixed cost of the customer, at the time of the answer", () => {
    expect(infrastructureCost(answer("17.28"), owner)).toEqual({
      ...owner,
      at: "2026-03-02T00:00:00.123Z",
      name: "infrastructure",
      amount: "17.28",
    });
  });

  it("reads what a float leaves behind", () => {
    expect(infrastructureCost(answer("17.279999999999998"), owner).amount).toBe("17.28");
    expect(infrastructureCost(answer("0.0000000000015"), owner).amount).toBe("0.000000000002");
  });

  it.each([
    ["no value", answer(), "has 0 values"],
    ["two values", answer("1", "2"), "has 2 values"],
    ["no number", answer("NaN"), "is NaN"],
    ["infinity", answer("+Inf"), "is +Inf"],
    ["less than nothing", answer("-1"), "is -1"],
    ["an error", { status: "error", errorType: "timeout", error: "query timed out" } as const, "timeout: query"],
  ])("takes %s for an error, never for 0", (_, given, message) => {
    expect(() => infrastructureCost(given, owner)).toThrow(message);
  });
});
