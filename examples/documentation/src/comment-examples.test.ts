import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { root } from "./code-blocks.ts";
import { commentExamples } from "./comment-examples.ts";

const folder = join(root, "examples/documentation/comments");
const examples = commentExamples();

// They are compiled with everything else, whether they can run here or not.
beforeAll(() => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { file, code } of examples) writeFileSync(join(folder, file), code);
});

describe("the examples in doc comments", () => {
  it("are found", () => {
    expect(examples.length).toBeGreaterThan(80);
    expect(examples.filter(({ runs }) => runs).length).toBeGreaterThan(30);
  });

  it.each(examples.filter(({ runs }) => runs))("of $name come to what they say", async ({ file }) => {
    await import(/* @vite-ignore */ join(folder, file));
  });
});
