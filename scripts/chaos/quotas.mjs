import { describeBook, newBook } from "./book.mjs";
import { newCaller } from "./caller.mjs";
import { startCluster } from "./cluster.mjs";
import { compare } from "./compare.mjs";
import { placeOn } from "./databases.mjs";
import { settle, startLoad } from "./load.mjs";
import { EXPERIMENT } from "./price-test.mjs";
import { randomNumbers } from "./random-numbers.mjs";
import { LIVE, openOn, prepare, startOn } from "./server.mjs";

const SERVERS = 8;
/** Uses a month: few, so that most of the load comes when they are spent. */
const LIMIT = 150;
const VARIABLES = { FREE_TIER_LIMIT: String(LIMIT) };

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Eight servers on one PostgreSQL count uses while some of them are killed and come back. */
export async function countQuotas({ kills, seed }) {
  const cluster = await startCluster();
  if (!cluster) return { summary: "not run; PostgreSQL is not installed", faults: [] };
  const random = randomNumbers(seed);
  const book = newBook();
  const faults = [];
  const places = [];
  try {
    const place = placeOn(cluster.url);
    places.push(place);
    const keys = await prepare(place);
    await usePlan(place, "free");
    const start = async (run) => {
      const server = await startOn(place, VARIABLES);
      return { server, load: startLoad({ url: server.url, keys, book, run, workers: 2 }) };
    };
    const running = await Promise.all(Array.from({ length: SERVERS }, (_, index) => start(`q${index}`)));
    for (let kill = 0; kill < kills; kill++) {
      await pause(300 + random() * 700);
      const index = Math.floor(random() * SERVERS);
      const { server, load } = running[index];
      await server.kill();
      await load.stop();
      running[index] = await start(`q${index}-${kill}`);
    }
    while (book.overQuota < 50 && book.faults.length === 0) await pause(100);
    await Promise.all(running.map(({ load }) => load.stop()));
    const [first] = running;
    await settle({ url: first.server.url, keys, book });
    for (const { server } of running) await expectOverQuota({ url: server.url, keys, book, faults });
    if (book.evaluateRefused > 0) faults.push(`${book.evaluateRefused} evaluations were refused`);
    for (const { server } of running) if ((await server.stop()) !== 0) faults.push("a server did not end by itself");
    const database = await openOn(place);
    faults.push(...(await compare(database, book)), ...book.faults);
    await database.close();
  } finally {
    for (const { drop } of places) drop();
    cluster.drop();
  }
  const summary = `${SERVERS} servers, ${kills} kills, ${LIMIT} uses allowed, ${book.overQuota} answers over quota, ${describeBook(book)}`;
  return { summary, faults };
}

async function usePlan(place, plan) {
  const database = await openOn(place);
  await database.inScope(LIVE, (queries) =>
    queries.execute(`update tenants set plan = '${plan}' where tenant_id = '${LIVE.tenantId}'`),
  );
  await database.close();
}

/** Who has a price keeps it, who is new gets the control uncounted, and what begins is refused. */
async function expectOverQuota({ url, keys, book, faults }) {
  const call = newCaller({ url, keys, book });
  const variantOf = async (id) => {
    const { body } = await call("/v1/evaluate", { unit: { kind: "account", id } });
    return body.assignments.find(({ experiment }) => experiment === EXPERIMENT.key);
  };
  // A server may believe for a second that there are uses left.
  await pause(1100);
  const known = [...book.shown].filter(([unit]) => unit.startsWith("account seen-")).slice(0, 50);
  for (const [unit, variant] of known) {
    const seen = await variantOf(unit.replace("account ", ""));
    if (seen.variant !== variant) faults.push(`over quota ${unit} saw ${seen.variant} in place of ${variant}`);
  }
  for (let index = 0; index < 20; index++) {
    const { variant, reason, counted } = await variantOf(`late-${url}-${index}`);
    if (variant !== EXPERIMENT.control || reason !== "over-quota" || counted)
      faults.push(`over quota a new unit got ${variant} (${reason}, ${counted ? "counted" : "uncounted"})`);
  }
  const begun = await call("/v1/experiments", { ...EXPERIMENT, key: "late", salt: "late" });
  if (begun.status !== 429 || begun.body.code !== "quota_exceeded" || begun.retryAfter === null)
    faults.push(`over quota an experiment was answered ${begun.status} (${begun.body.code})`);
}
