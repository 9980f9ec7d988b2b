// Writes into docs/components what Chromium tells assistive technology of the live examples: `pnpm docs:accessibility`, of the
// site that `pnpm docs:build` wrote. The tests of the site fail where a page says something else.
import { writeFileSync } from "node:fs";
import { componentPages, withTree } from "../../docs/browser/component-pages.ts";
import { openExample, treeOf } from "../../docs/browser/open-example.ts";
import { serveDocs } from "../../docs/browser/serve-docs.ts";
import { launchBrowser } from "../../packages/react/browser/launch-browser.ts";

const [site, browser] = await Promise.all([serveDocs(), launchBrowser()]);
for (const { name, path, text, examples } of componentPages()) {
  await using opened = await openExample(browser, `${site.url}/components/${name}`);
  // A price counts as seen after a second, and an example may say so.
  await opened.page.waitForTimeout(2000);
  let written = text;
  for (const each of examples) written = withTree(written, each, await treeOf(opened.example(each)));
  writeFileSync(path, written);
}
await browser.close();
await site.close();
