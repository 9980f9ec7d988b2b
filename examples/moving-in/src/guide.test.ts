import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const guide = readFileSync(new URL("../../../docs/guides/moving-in.md", import.meta.url), "utf8");
const blocks = [...guide.matchAll(/^```ts\n(.*?)^```/gms)].map(([, code]) => code as string);

/** Runs a block as a program of its own, with the packages that this example has. */
function run(code: string): { readonly lines: string[]; readonly errors: string } {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--conditions=@pricewright/source", "--input-type=module-typescript", "--eval", code],
    { cwd: new URL("..", import.meta.url), encoding: "utf8" },
  );
  return { lines: stdout.trim().split("\n"), errors: stderr };
}

describe("the guide", () => {
  it.each([
    ["GrowthBook", 0, ["features.pro-price.rules.0.name: ", /^[01]$/]],
    ["Optimizely", 1, [/^(control|plus-10)$/]],
    ["Unleash", 2, [/^(control|plus-10)$/]],
  ] as const)("has a block for %s that runs", (_, index, expected) => {
    const { lines, errors } = run(blocks[index] as string);
    expect(errors).toBe("");
    expect(lines).toEqual(expected.map((part) => expect.stringMatching(part)));
  });

  it("has no other block of code", () => {
    expect(blocks).toHaveLength(3);
  });
});
