import { describe, expect, it } from "vitest";
import { askAgain } from "./ask-again.ts";

/** Fails with each of the errors, one after another, then answers how often it was asked. */
function failing(...errors: readonly Error[]) {
  let asked = 0;
  return async () => {
    const error = errors[asked++];
    if (error) throw error;
    return asked;
  };
}

const CUT = [
  Object.assign(new Error("terminating connection due to administrator command"), { code: "57P01" }),
  Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }),
  new Error("Connection terminated unexpectedly"),
  new Error("Failed query: begin", { cause: new Error("Connection terminated unexpectedly") }),
];
const AWAY = [
  Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }),
  // Whoever waited five seconds for a connection waits no five more.
  new Error("Connection terminated due to connection timeout"),
  new Error("timeout exceeded when trying to connect"),
];

describe("askAgain", () => {
  it("asks once more when the connection was cut", async () => {
    for (const error of CUT) expect(await askAgain(failing(error))).toBe(2);
  });

  it("asks no third time", async () => {
    const [first, second] = CUT as [Error, Error];
    await expect(askAgain(failing(first, second))).rejects.toBe(second);
  });

  it("asks once where there is no connection, and where the question is wrong", async () => {
    const wrong = Object.assign(new Error("syntax error"), { code: "42601" });
    for (const error of [...AWAY, wrong]) await expect(askAgain(failing(error))).rejects.toBe(error);
  });
});
