/**
 * How long one call takes and how much memory, for subjects that take turns, each on ids that nobody saw before.
 *
 * @param {readonly { name: string, assign: (id: string) => unknown }[]} subjects
 * @param {{ rounds: number, calls: number, newId: () => string }} options
 * @returns {{ name: string, nanoseconds: number, bytes: number }[]} Medians over the rounds, per call.
 */
export function measure(subjects, { rounds, calls, newId }) {
  const inTurn = (probe, count) => {
    const values = subjects.map(() => []);
    for (let round = 0; round < rounds; round++) {
      subjects.forEach(({ assign }, index) => {
        values[index].push(probe(assign, newIds(count, newId)));
      });
    }
    return values.map(median);
  };
  // The first time is for the compiler.
  inTurn(nanosecondsPerCall, calls);
  const times = inTurn(nanosecondsPerCall, calls);
  const sizes = inTurn(bytesPerCall, FEW);
  return subjects.map(({ name }, index) => ({ name, nanoseconds: times[index], bytes: sizes[index] }));
}

/** Calls between two looks at the heap, so few that no collection is due in between. */
const FEW = 1000;

/** Ids as a server reads them: each in one piece, not as the pieces it was made of. */
function newIds(count, newId) {
  return Array.from({ length: count }, () => Buffer.from(newId()).toString("latin1"));
}

function nanosecondsPerCall(assign, ids) {
  const start = process.hrtime.bigint();
  for (let index = 0; index < ids.length; index++) assign(ids[index]);
  return Number(process.hrtime.bigint() - start) / ids.length;
}

function bytesPerCall(assign, ids) {
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  for (let index = 0; index < ids.length; index++) assign(ids[index]);
  return Math.max(0, process.memoryUsage().heapUsed - before - overhead()) / ids.length;
}

/** What asking for the memory takes itself. */
function overhead() {
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  return process.memoryUsage().heapUsed - before;
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}
