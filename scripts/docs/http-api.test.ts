import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const { makePage, PAGE } = (await import("./http-api.mjs" as string)) as {
  makePage: () => Promise<string>;
  PAGE: string;
};

describe("docs/reference/http-api.md", () => {
  it("is what the server says of itself; `pnpm docs:api` writes it", async () => {
    const page = await makePage();
    expect(readFileSync(PAGE, "utf8")).toBe(page);
    const unexplained = page.split("\n").filter((line) => /^\| `.*\|\s*\|$/.test(line));
    expect(unexplained).toEqual([]);
  });
});
