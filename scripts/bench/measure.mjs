/** How long and how much memory one call takes, for several subjects that take turns on ids that nobody saw before. */

/**
 * @param {readonly { name: string, assign: (id: string) => string | null }[]} subjects
 * @param {{ rounds: number, calls: number, newId: () => string }} options
 * @returns {{ name: string, nanoseconds: number, bytes: number }[]} Medians over the rounds, per call.
 */
export function measure(subjects, { rounds, calls, newId }) {
  const times = subjects.map(() => []);
  const sizes = subjects.map(() => []);
  for (let round = -2; round < rounds; round++) {
    const ids = Array.from({ length: calls }, newId);
    subjects.forEach(({ assign }, index) => {
      const time = nanosecondsPerCall(assign, ids);
      const size = bytesPerCall(assign, ids);
      // The first rounds are for the compiler.
      if (round < 0) return;
      times[index].push(time);
      sizes[index].push(size);
    });
  }
  return subjects.map(({ name }, index) => ({ name, nanoseconds: median(times[index]), bytes: median(sizes[index]) }));
}

let sink = 0;

function nanosecondsPerCall(assign, ids) {
  const start = process.hrtime.bigint();
  for (let index = 0; index < ids.length; index++) sink += assign(ids[index])?.length ?? 0;
  return Number(process.hrtime.bigint() - start) / ids.length;
}

/** Few calls right after a collection, so that none is due in between. */
const FEW = 1000;

function bytesPerCall(assign, ids) {
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  for (let index = 0; index < FEW; index++) sink += assign(ids[index])?.length ?? 0;
  return Math.max(0, process.memoryUsage().heapUsed - before - overhead()) / FEW;
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
