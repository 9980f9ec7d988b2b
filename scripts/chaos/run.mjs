// Kills servers under load and compares what they acknowledged with what is stored.
//
//   pnpm chaos [--rounds 50] [--only embedded|postgresql|connections|restarts|quotas|replicas|upgrade|redis|stream] [--seed 1]
//
// The parts "postgresql", "connections" and "stream" use the PostgreSQL at TEST_DATABASE_URL; "restarts", "quotas", "replicas" and
// "upgrade" start one of their own, and "redis" a Redis. What is not there is left out, and said so.
import { parseArgs } from "node:util";
import { cutConnections } from "./cut-connections.mjs";
import { killRounds } from "./kill-rounds.mjs";
import { loseRedis } from "./lose-redis.mjs";
import { countQuotas } from "./quotas.mjs";
import { restartPostgresql } from "./restart-postgresql.mjs";
import { startTogether } from "./start-together.mjs";
import { killOnStream } from "./stream.mjs";
import { upgradeUnderLoad } from "./upgrade.mjs";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: process.env.CI ? "5" : "50" },
    only: { type: "string" },
    seed: { type: "string", default: "1" },
  },
});
const rounds = Number(values.rounds);
const seed = Number(values.seed);
const postgresql = process.env.TEST_DATABASE_URL;

const parts = [
  { name: "embedded", run: () => killRounds({ kind: "embedded", rounds, seed }) },
  { name: "postgresql", needs: postgresql, run: () => killRounds({ kind: "postgresql", rounds, seed }) },
  { name: "connections", needs: postgresql, run: () => cutConnections({ cuts: Math.max(3, Math.ceil(rounds / 5)) }) },
  { name: "restarts", run: () => restartPostgresql({ restarts: Math.max(3, Math.ceil(rounds / 5)) }) },
  { name: "quotas", run: () => countQuotas({ kills: rounds, seed }) },
  { name: "replicas", run: () => startTogether() },
  { name: "upgrade", run: () => upgradeUnderLoad() },
  { name: "redis", run: () => loseRedis({ losses: Math.max(2, Math.ceil(rounds / 10)) }) },
  { name: "stream", needs: postgresql, run: () => killOnStream({ kills: Math.max(4, Math.ceil(rounds / 2)), seed }) },
];

let failed = 0;
for (const { name, needs = "nothing", run } of parts) {
  if (values.only && values.only !== name) continue;
  if (!needs) {
    console.log(`${name}: not run; set TEST_DATABASE_URL.`);
    continue;
  }
  const started = performance.now();
  const { summary, faults } = await run();
  failed += faults.length;
  console.log(`${name}: ${summary} (${((performance.now() - started) / 1000).toFixed(0)} s)`);
  for (const fault of faults) console.log(`  FAULT ${fault}`);
}
console.log(failed === 0 ? "Nothing was lost and nothing was counted twice." : `${failed} faults.`);
process.exitCode = failed === 0 ? 0 : 1;
