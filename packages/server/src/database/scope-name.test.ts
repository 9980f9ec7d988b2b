import { describe, expect, it } from "vitest";
import { scopeName, scopeOfName } from "./scope-name.ts";

describe("scopeName", () => {
  const scopes = ["default", 'a","live"]', "a\\", "[", ""].flatMap((tenantId) =>
    (["test", "live"] as const).map((environment) => ({ tenantId, environment })),
  );

  it("begins with no other scope's name", () => {
    for (const scope of scopes)
      expect(scopes.filter((other) => scopeName(scope).startsWith(scopeName(other)))).toEqual([scope]);
  });

  it("is read from the beginning of a text", () => {
    for (const scope of scopes) expect(scopeOfName(`${scopeName(scope)}account a","live"]`)).toEqual(scope);
  });
});
