import { expect, it } from "vitest";
import { bundleIsland } from "./bundle-island.ts";

it("bundles everything that the page needs in the browser", async () => {
  const script = await bundleIsland();
  expect(script).toContain("IntersectionObserver");
  expect(script).not.toMatch(/from\s*"react/);
});
