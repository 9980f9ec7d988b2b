import { describe, expect, it } from "vitest";
import { hashOf, pages, readOwners } from "./owners.mjs";

const owners: Record<string, { readonly owner: string; readonly seen: string }> = readOwners();

describe("owners of the docs' pages", () => {
  it("are named for every page, and for no other", () => expect(Object.keys(owners).sort()).toEqual(pages));

  it.each(Object.entries(owners))("have not changed since %s was read again", (page, { owner, seen }) => {
    const advice = `${owner} has changed: read docs/${page}.md again, mend it, and run \`pnpm docs:seen ${page}\``;
    expect(seen, advice).toBe(hashOf(owner));
  });
});
