// A newcomer's path: does what docs/start/on-your-pricing-page.md says, step by step, in a React app in an empty folder with
// the packed packages, and looks at the page in a browser until its exposure has arrived.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { packPackages, run } from "./pack-packages.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const { chromium } = createRequire(join(root, "packages/react/package.json"))("playwright-core");
const MOST_STEPS = 6;

const page = readFileSync(join(root, "docs/start/on-your-pricing-page.md"), "utf8");
const steps = [...page.matchAll(/^```(sh|tsx file=(\S+))\n([\s\S]*?)^```$/gm)].map(([, , file, text]) => ({
  file,
  text: text.trim(),
}));
if (steps.length === 0 || steps.length > MOST_STEPS) throw new Error(`the page has ${steps.length} steps`);
console.log(`${steps.length} commands or edits, at most ${MOST_STEPS}`);

const folder = mkdtempSync(join(tmpdir(), "pricewright-newcomer-"));
const started = [];
try {
  makeApp();
  let output = "";
  for (const { file, text } of steps) {
    if (file) writeFileSync(join(folder, file), withOwnValues(text, output));
    else if (text.startsWith("npm install"))
      run("npm", [...text.split(" ").slice(1), "--no-audit", "--no-fund"], folder);
    else if (text.endsWith(" serve")) await start(text, "Pricewright is at");
    else output += run("npx", text.split(" ").slice(1), folder);
    console.log(`done: ${file ? `edit ${file}` : text}`);
  }
  run("npx", ["tsc", "--noEmit"], folder);
  await start("npx vite --port 4173 --strictPort --host 127.0.0.1", "ready in");
  await look(output);
} finally {
  for (const child of started.reverse()) {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    process.kill(-child.pid, "SIGTERM");
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
}

/** What a newcomer has: a React app. In it, the packages' names lead to the packed ones, as they would to the registry's. */
function makeApp() {
  const packed = packPackages(folder);
  const manifest = {
    name: "my-app",
    private: true,
    type: "module",
    dependencies: { ...packed, react: "^19", "react-dom": "^19" },
    devDependencies: { "@types/react": "^19", "@types/react-dom": "^19", typescript: "6.0.3", vite: "^8" },
    overrides: packed,
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  const compilerOptions = {
    ...{ target: "es2023", lib: ["es2023", "dom"], module: "esnext", moduleResolution: "bundler", jsx: "react-jsx" },
    ...{ strict: true, noEmit: true, allowImportingTsExtensions: true, skipLibCheck: true, types: ["vite/client"] },
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["src"] }));
  writeFileSync(
    join(folder, "index.html"),
    '<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>My app</title><div id="root"></div><script type="module" src="/src/main.tsx"></script></html>',
  );
  mkdirSync(join(folder, "src"));
  writeFileSync(
    join(folder, "src/main.tsx"),
    'import { createRoot } from "react-dom/client";\nimport App from "./App.tsx";\ncreateRoot(document.getElementById("root")!).render(<App />);\n',
  );
}

/** The key that was printed, in the place of the one that stands for it. */
function withOwnValues(text, output) {
  const key = /pw_pk_\w+/.exec(output)?.[0];
  if (!key) throw new Error(`init printed no publishable key:\n${output}`);
  return text.replace("pw_pk_test_yours", key);
}

/** Starts what goes on until the end, and waits until it says that it is there. */
function start(command, ready) {
  const [name, ...words] = command.split(" ");
  const child = spawn(name, words, { cwd: folder, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  started.push(child);
  return new Promise((resolve, reject) => {
    let said = "";
    const read = (chunk) => {
      said += chunk;
      if (said.includes(ready)) resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("exit", () => reject(new Error(`${command} ended:\n${said}`)));
  });
}

async function look(output) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-background-networking"],
  });
  try {
    const tab = await browser.newPage();
    const complaints = [];
    tab.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    tab.on("pageerror", (error) => complaints.push(String(error)));
    const reported = tab.waitForResponse((response) => response.url().endsWith("/v1/events") && response.ok());
    await tab.goto("http://127.0.0.1:4173/");
    const price = await tab.locator("text=/\\$(39|49)/").first().textContent();
    const { results } = await (await reported).json();
    if (results[0]?.status !== "accepted") throw new Error(`the exposure was not counted: ${JSON.stringify(results)}`);
    await tab.reload();
    const again = await tab.locator("text=/\\$(39|49)/").first().textContent();
    if (price !== again) throw new Error(`first ${price}, then ${again}`);
    if (complaints.length > 0) throw new Error(`the browser complained:\n${complaints.join("\n")}`);
    console.log(`the page shows ${price}, twice, and its exposure counts`);
  } finally {
    await browser.close();
  }
  const secret = /pw_sk_\w+/.exec(output)?.[0];
  const answer = await fetch("http://127.0.0.1:3001/v1/experiments/first-price/results", {
    headers: { authorization: `Bearer ${secret}` },
  });
  const { report } = await answer.json();
  const visitors = report.variants.reduce((sum, variant) => sum + variant.visitors, 0);
  if (visitors !== 1) throw new Error(`${visitors} visitors are counted, and there was one`);
  console.log("one visitor is counted");
}
