import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Audience } from "../assignment/audience.ts";
import { audiences } from "./audiences.ts";

type Case = [
  name: string,
  condition: Audience,
  attributes: Record<string, unknown>,
  expected: boolean,
  groups?: Record<string, unknown[]>,
];

// GrowthBook's published cases, where the environment says they are.
const file = process.env.GROWTHBOOK_CASES;
const { evalCondition } = (file ? JSON.parse(readFileSync(file, "utf8")) : { evalCondition: [] }) as {
  evalCondition: Case[];
};

if (file)
  describe("audiences, beside GrowthBook's", () => {
    it("knows every published case", () => {
      expect(evalCondition).toHaveLength(248);
    });

    it.each(evalCondition)("%s", (_, condition, attributes, expected, groups) => {
      const matches = audiences(groups ? { groups } : {})(condition, () => undefined);
      expect(matches(attributes)).toBe(expected);
    });
  });
