import { describe, expect, it } from "vitest";
import { isPricewrightError, PricewrightError } from "./pricewright-error.ts";

describe("PricewrightError", () => {
  it("carries a code, problems and a cause", () => {
    const cause = new Error("why");
    const problems = [{ path: ["a", 0], code: "bad", message: "a is bad" }];
    const error = new PricewrightError("invalid", "it is invalid", { problems, cause });
    expect(error).toMatchObject({
      name: "PricewrightError",
      code: "invalid",
      message: "it is invalid",
      problems,
      cause,
    });
  });
  it("is recognised across copies of the package, and nothing else is", () => {
    const fromAnotherCopy = Object.defineProperty(new Error("x"), Symbol.for("pricewright.error"), { value: true });
    expect(isPricewrightError(new PricewrightError("a", "b"))).toBe(true);
    expect(isPricewrightError(fromAnotherCopy)).toBe(true);
    for (const other of [new Error("x"), null, undefined, "text", {}]) expect(isPricewrightError(other)).toBe(false);
  });
});
