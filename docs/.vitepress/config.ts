import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig, postcssIsolateStyles } from "vitepress";

const docs = dirname(dirname(fileURLToPath(import.meta.url)));
const REPOSITORY = "https://github.com/pricewright/pricewright";

/** A page in the list at the side, under the title that it gives itself. */
function entry(page: string) {
  const title = /^# (.*)$/m.exec(readFileSync(join(docs, page), "utf8"))?.[1] ?? page;
  return { text: title.replaceAll("`", ""), link: `/${page.replace(/\.md$/, "")}` };
}

/** Pages in this order; those of the folder that are not named come after them. */
function section(text: string, folder: string, first: readonly string[], collapsed = false) {
  const named = first.map((name) => `${folder}/${name}.md`).filter((page) => existsSync(join(docs, page)));
  const rest = globSync(`${folder}/*.md`, { cwd: docs })
    .sort()
    .filter((page) => !named.includes(page));
  return { text, collapsed, items: [...named, ...rest].map(entry) };
}

/** Leaves the live examples, and what answers them, out of the build that writes the pages. */
const examplesInBrowsersAlone = {
  name: "examples-in-browsers-alone",
  enforce: "pre" as const,
  resolveId: (id: string, _importer: string | undefined, { ssr = false }: { readonly ssr?: boolean }) =>
    ssr && id.endsWith("/mount-example.ts") ? { id, external: true } : undefined,
};

export default defineConfig({
  title: "Pricewright",
  description: "Test real prices on real visitors, and know what to charge.",
  lang: "en",
  cleanUrls: true,
  lastUpdated: false,
  srcExclude: ["README.md"],
  // Nothing is loaded from elsewhere, fonts included.
  head: [["link", { rel: "icon", href: "data:," }]],
  markdown: { theme: { light: "github-light", dark: "github-dark" } },
  // Code of the repository is shown there and not here.
  ignoreDeadLinks: [/^http:\/\/localhost/, /^(\.\/)?(\.\.\/)+(examples|packages|scripts|CONTRIBUTING)/],
  themeConfig: {
    search: { provider: "local" },
    outline: [2, 3],
    socialLinks: [{ icon: "github", link: REPOSITORY }],
    nav: [
      { text: "Start", link: "/start/with-a-server" },
      { text: "Concepts", link: "/concepts/how-assignment-works" },
      { text: "Guides", link: "/guides/first-price-test" },
      { text: "Components", link: "/components/pricing-table" },
      { text: "Reference", link: "/reference/http-api" },
    ],
    sidebar: [
      section("Start", "start", ["with-a-server", "in-your-app", "on-your-pricing-page", "with-your-own-keys"]),
      section("Concepts", "concepts", [
        "architecture",
        "how-assignment-works",
        "how-a-price-stays-one-price",
        "catalog",
        "statistics",
        "calibration",
        "why-not-the-usual-formula",
      ]),
      section("Guides", "guides", ["first-price-test"]),
      section("Components", "components", [
        "pricing-provider",
        "pricing-table",
        "plan-card",
        "interval-toggle",
        "currency-select",
        "feature-comparison",
        "checkout-button",
        "upgrade-prompt",
        "credit-pack-picker",
        "credit-balance",
        "usage-meter",
        "trial-countdown",
        "hooks",
        "posterior-chart",
        "lift-timeline",
        "demand-curve",
        "margin-breakdown",
      ]),
      section("Reference", "reference", ["configuration", "http-conventions", "http-api", "errors"]),
      section("Packages", "packages", ["core/index", "node/index", "react/index", "server/index"]),
      section("Decisions", "decisions", [], true),
    ],
    footer: { message: "MIT licence" },
  },
  vite: {
    server: { host: "127.0.0.1" },
    resolve: { conditions: ["@pricewright/source"] },
    esbuild: { jsx: "automatic" },
    plugins: [examplesInBrowsersAlone],
    // The page's own styles end where an example begins.
    css: { postcss: { plugins: [postcssIsolateStyles({ includeFiles: [/vp-doc\.css/, /base\.css/] })] } },
  },
});
