/** One look at what a server says of itself. */
export async function readMetrics(url) {
  const text = await (await fetch(url)).text();
  const sum = (name, labels = "") =>
    [...text.matchAll(new RegExp(`^${name}(?:\\{([^}]*)\\})? (\\S+)$`, "gm"))]
      .filter(([, found = ""]) => found.includes(labels))
      .reduce((total, [, , value]) => total + Number(value), 0);
  return {
    resident: sum("process_resident_memory_bytes") / 1e6,
    handles: sum("nodejs_active_handles_total"),
    processor: sum("process_cpu_seconds_total"),
    requests: sum("pricewright_request_seconds_count"),
    busy: sum("pricewright_database_connections", 'state="busy"'),
    connections: sum("pricewright_database_connections") - sum("pricewright_database_connections", 'state="waiting"'),
    waiting: sum("pricewright_database_connections", 'state="waiting"'),
  };
}
