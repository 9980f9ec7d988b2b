import { startCluster } from "./cluster.mjs";
import { placeOn } from "./databases.mjs";
import { openOn, startOn, TEST } from "./server.mjs";

const SERVERS = 4;

/** Four servers start at once on an empty PostgreSQL: migrations run once, and there is one first tenant. */
export async function startTogether() {
  const cluster = await startCluster();
  if (!cluster) return { summary: "not run; PostgreSQL is not installed", faults: [] };
  const faults = [];
  const place = placeOn(cluster.url);
  try {
    const servers = await Promise.all(Array.from({ length: SERVERS }, () => startOn(place)));
    const withKeys = servers.filter(({ secretKey }) => secretKey !== "").length;
    if (withKeys !== 1) faults.push(`${withKeys} servers made first keys`);
    for (const { url } of servers) {
      const { status } = await fetch(`${url}/ready`);
      if (status !== 200) faults.push(`a server is not ready: ${status}`);
    }
    for (const server of servers) await server.stop();
    const database = await openOn(place);
    const [count] = (
      await database.inScope(TEST, (queries) => queries.execute("select count(*)::int as tenants from tenants"))
    ).rows;
    if (count.tenants !== 1) faults.push(`${count.tenants} tenants`);
    await database.close();
  } finally {
    place.drop();
    cluster.drop();
  }
  return { summary: `${SERVERS} servers started at once on an empty database`, faults };
}
