// Runs a task with everything it needs, on a machine that has only Node and npm. Written for any Node, so that one
// that is too old can say so; the work itself runs on the Node that the project installs for itself.
var NEEDED = [20, 20];
var current = process.versions.node.split(".").map(Number);
if (current[0] < NEEDED[0] || (current[0] === NEEDED[0] && current[1] < NEEDED[1])) {
  console.error(
    "Pricewright needs Node 20.20 or newer and this is " +
      process.versions.node +
      "; install the newest LTS from https://nodejs.org and run the command again.",
  );
  process.exit(1);
}

var spawnSync = require("node:child_process").spawnSync;
var spawn = require("node:child_process").spawn;
var createHash = require("node:crypto").createHash;
var fs = require("node:fs");
var path = require("node:path");

var root = path.resolve(__dirname, "..");
var PNPM = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")).packageManager;
var OWN_NODE = path.join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
var TASKS = { demo: "demo.mjs", test: "test.mjs", build: "build.mjs", bench: "bench/run.mjs" };

/** Runs pnpm through the npm that is there, without installing pnpm anywhere. */
function pnpm(args) {
  var npm = process.env.npm_execpath;
  var viaNpm = npm && /npm-cli\.js$/.test(npm);
  var command = viaNpm ? process.execPath : process.platform === "win32" ? "npx.cmd" : "npx";
  var prefix = viaNpm ? [npm, "exec", "--yes", "--", PNPM] : ["--yes", PNPM];
  var result = spawnSync(command, prefix.concat(args), {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    shell: !viaNpm && process.platform === "win32",
  });
  if (result.status !== 0) {
    console.error("\nThe installation failed. The lines above say why; run the command again once that is mended.");
    process.exit(result.status || 1);
  }
}

function installIfNeeded() {
  var stamp = path.join(root, "node_modules", ".pricewright-installed");
  var wanted = createHash("sha256")
    .update(fs.readFileSync(path.join(root, "pnpm-lock.yaml")))
    .digest("hex");
  var installed = fs.existsSync(stamp) && fs.existsSync(OWN_NODE) ? fs.readFileSync(stamp, "utf8") : "";
  if (installed === wanted) return;
  console.log("Installing what the project needs (once, less than a minute)...");
  pnpm(["install", "--frozen-lockfile", "--reporter=append-only", "--loglevel=error"]);
  fs.writeFileSync(stamp, wanted);
}

var task = TASKS[process.argv[2]];
if (!task) {
  console.error("Give one of these tasks: " + Object.keys(TASKS).join(", ") + ".");
  process.exit(2);
}
installIfNeeded();
var child = spawn(OWN_NODE, [path.join(__dirname, task)].concat(process.argv.slice(3)), {
  cwd: root,
  stdio: "inherit",
  env: Object.assign({}, process.env, { PATH: path.dirname(OWN_NODE) + path.delimiter + process.env.PATH }),
});
// The terminal sends Ctrl-C to the child too; this process waits for it to finish.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {
  child.kill("SIGTERM");
});
child.on("exit", (code, signal) => {
  process.exit(signal ? 1 : code);
});
