import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Audience } from "../assignment/audience.ts";
import type { Problem } from "../errors/pricewright-error.ts";
import { audiences } from "./audiences.ts";

const groups = { partners: ["acme", "globex"] };

/** Whether these attributes are in the audience, and the codes of what is wrong with it. */
function ask(audience: Audience, attributes: Record<string, unknown> = {}) {
  const problems: Problem[] = [];
  const matches = audiences({ groups })(audience, (path, code, message) => problems.push({ path, code, message }));
  return { matches: matches(attributes), problems };
}

describe("audiences", () => {
  it.each<[Audience, Record<string, unknown>, boolean]>([
    [{}, {}, true],
    [{ country: "DE" }, { country: "DE" }, true],
    [{ country: "DE" }, {}, false],
    [{ "address.city": "Bonn" }, { address: { city: "Bonn" } }, true],
    [{ "tags.1": "b" }, { tags: ["a", "b"] }, true],
    [{ plan: { level: 1, name: "pro" } }, { plan: { name: "pro", level: 1 } }, true],
    [{ age: { $gte: 18, $lt: 65 } }, { age: 18 }, true],
    [{ age: { $gte: 18, $lt: 65 } }, { age: 65 }, false],
    [{ age: { $gt: -1 } }, {}, true],
    [{ age: { $gt: -1 } }, { age: [5] }, false],
    [{ name: { $lt: "b" } }, { name: "a" }, true],
    [{ company: { $inGroup: "partners" } }, { company: "acme" }, true],
    [{ company: { $notInGroup: "partners" } }, { company: "acme" }, false],
    [{ company: { $regexi: "^(acme|globex)$" } }, { company: "ACME" }, true],
    [{ company: { $regex: "acme" } }, {}, false],
    [{ version: { $vgte: "2.10.0" } }, { version: "2.9.9" }, false],
    [{ version: { $vgte: "1.01.3" } }, { version: "1.1.2" }, false],
    [{ version: { $vlt: "1.0.0" } }, {}, true],
    [{ items: { $elemMatch: { price: { $gt: 5 } } } }, { items: [{ price: 1 }, { price: 9 }] }, true],
    [{ tags: { $all: ["a", { $regex: "^b" }] } }, { tags: ["a", "beta"] }, true],
    [{ $nor: [{ a: 1 }, { b: 1 }] }, { a: 1 }, false],
    [{ $not: { a: { $exists: true } } }, { a: null }, true],
  ])("%j for %j: %s", (audience, attributes, expected) => {
    expect(ask(audience, attributes)).toEqual({ matches: expected, problems: [] });
  });

  it.each(["constructor", "__proto__", "toString", "__proto__.polluted"])("does not see an inherited %s", (name) => {
    expect(ask({ [name]: { $exists: true } }, {}).matches).toBe(false);
  });

  it.each<[Audience, string, (string | number)[]]>([
    [{ age: { $gtt: 5 } }, "unknown-operator", ["age", "$gtt"]],
    [{ age: { $toString: 5 } }, "unknown-operator", ["age", "$toString"]],
    [{ age: { $gt: 5, at: 6 } }, "mixed-operators", ["age"]],
    [{ age: { $in: 5 } }, "invalid-operand", ["age", "$in"]],
    [{ $or: { a: 1 } }, "invalid-operand", ["$or"]],
    [{ $and: [{ a: 1 }, "b"] }, "invalid-condition", ["$and", 1]],
    [{ $not: [{ a: 1 }] }, "invalid-condition", ["$not"]],
    [{ company: { $inGroup: "nobody" } }, "unknown-group", ["company", "$inGroup"]],
    [{ company: { $inGroup: "constructor" } }, "unknown-group", ["company", "$inGroup"]],
    [{ name: { $regex: "(" } }, "invalid-pattern", ["name", "$regex"]],
    [{ name: { $regex: "(?=a)" } }, "invalid-pattern", ["name", "$regex"]],
    [{ name: { $not: { $regexi: "(a)\\1" } } }, "invalid-pattern", ["name", "$not", "$regexi"]],
  ])("%j is %s", (audience, code, path) => {
    expect(ask(audience).problems).toEqual([{ path, code, message: expect.any(String) }]);
  });
});

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
