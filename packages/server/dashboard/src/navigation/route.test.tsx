import { describe, expect, it } from "vitest";
import { parseRoute, unitPath } from "./route.ts";

describe("parseRoute", () => {
  it.each([
    ["/", { page: "overview" }],
    ["/experiments", { page: "experiments" }],
    ["/experiments/", { page: "experiments" }],
    ["/experiments/new", { page: "new-experiment" }],
    ["/experiments/pro.price", { page: "experiment", experiment: "pro.price" }],
    ["/experiments/pro/set-up", { page: "set-up", experiment: "pro" }],
    ["/accounts/a%2Fb", { page: "account", account: "a/b" }],
    ["/experiments/no%20key", { page: "not-found" }],
    ["/units/plan/x", { page: "not-found" }],
    ["/units/visitor", { page: "not-found" }],
    ["/keys/1/2/3", { page: "not-found" }],
    ["/%E0%A4%A", { page: "not-found" }],
  ] as const)("reads %s", (path, route) => {
    expect(parseRoute(path)).toEqual(route);
  });

  it("reads the address of a unit whatever its id holds", () => {
    for (const id of ["a/b", "é ü", "?#%"])
      expect(parseRoute(unitPath({ kind: "visitor", id }))).toEqual({ page: "unit", kind: "visitor", id });
  });
});
