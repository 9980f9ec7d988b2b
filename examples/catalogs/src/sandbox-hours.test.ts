import { describe, expect, it } from "vitest";
import { sandboxHours } from "./sandbox-hours.ts";

describe("sandboxHours", () => {
  it.each([
    ["nothing", [], "0"],
    ["one piece of work", [{ from: 0, to: 55 }], "1"],
    [
      "a pause shorter than the idle minutes, once",
      [
        { from: 0, to: 10 },
        { from: 14, to: 25 },
      ],
      "0.5",
    ],
    [
      "a pause of exactly the idle minutes",
      [
        { from: 0, to: 10 },
        { from: 15, to: 25 },
      ],
      "0.5",
    ],
    [
      "no hibernation",
      [
        { from: 0, to: 10 },
        { from: 60, to: 70 },
      ],
      "0.5",
    ],
    [
      "work inside other work, once",
      [
        { from: 0, to: 55 },
        { from: 10, to: 20 },
      ],
      "1",
    ],
    ["no less than it ran, where hours have no end", [{ from: 0, to: 15 }], "0.333333333334"],
  ])("counts %s", (_, session, hours) => {
    expect(sandboxHours(session, 5)).toBe(hours);
  });
});
