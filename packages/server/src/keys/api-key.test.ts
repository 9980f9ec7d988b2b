import { describe, expect, it } from "vitest";
import { generateApiKey, hashApiKey, parseApiKey } from "./api-key.ts";

describe("API keys", () => {
  it("say their kind and environment", () => {
    for (const kind of ["secret", "publishable"] as const) {
      for (const environment of ["test", "live"] as const) {
        const key = generateApiKey({ kind, environment });
        expect(key).toMatch(new RegExp(`^pw_${kind === "secret" ? "sk" : "pk"}_${environment}_[0-9A-Za-z]{38}$`));
        expect(parseApiKey(key)).toEqual({ kind, environment });
      }
    }
  });

  it("are all different", () => {
    const keys = Array.from({ length: 1000 }, () => generateApiKey({ kind: "secret", environment: "test" }));
    expect(new Set(keys).size).toBe(1000);
    expect(new Set(keys.map(hashApiKey)).size).toBe(1000);
  });

  it("notice a mistyped character by their checksum", () => {
    const key = generateApiKey({ kind: "secret", environment: "live" });
    const position = 15;
    const mistyped = key.slice(0, position) + (key[position] === "a" ? "b" : "a") + key.slice(position + 1);
    expect(parseApiKey(mistyped)).toBeNull();
    for (const text of ["", "pw_sk_test_", `${key}x`, key.replace("live", "prod")])
      expect(parseApiKey(text)).toBeNull();
  });
});
