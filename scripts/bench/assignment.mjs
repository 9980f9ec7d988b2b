// What one assignment costs, ours beside the official SDKs of three other systems, in one process.
import { randomUUID } from "node:crypto";
import { measure } from "./measure.mjs";

process.env.NODE_ENV = "production";
const { growthbook, optimizely, pricewright, unleash } = await import("./systems.mjs");

const TARGETS = { nanoseconds: 200, growthbook: 5, unleash: 1.3 };

if (!globalThis.gc) throw new Error("Run node with --expose-gc, as `pnpm bench:assignment` does.");
console.log(`Node ${process.version}: three variants, a new random id (UUID) for every call, median of 15 rounds\n`);

let missed = 0;
for (const hasAudience of [false, true]) {
  const subjects = [
    { name: "Pricewright", assign: pricewright(hasAudience) },
    { name: "GrowthBook (production build)", assign: await growthbook(hasAudience) },
    { name: "Unleash", assign: unleash(hasAudience) },
    { name: "Optimizely", assign: optimizely(hasAudience) },
  ];
  for (const { name, assign } of subjects) {
    const variants = new Set(Array.from({ length: 1000 }, () => assign(randomUUID())));
    if (variants.size !== 3) throw new Error(`${name} gives ${[...variants]}, which are not three variants.`);
  }
  const results = measure(subjects, { rounds: 15, calls: 20_000, newId: randomUUID });
  const [ours, ...theirs] = results;
  console.log(hasAudience ? "With an audience of two conditions" : "Without an audience");
  for (const { name, nanoseconds, bytes } of results) {
    const ratio = `${(nanoseconds / ours.nanoseconds).toFixed(2)}x`;
    console.log(
      `  ${name.padEnd(30)}${nanoseconds.toFixed(0).padStart(6)} ns${ratio.padStart(9)}${bytes.toFixed(0).padStart(7)} bytes`,
    );
  }
  console.log("");
  if (hasAudience) continue;
  const [growthbookRatio, unleashRatio] = theirs.map(({ nanoseconds }) => nanoseconds / ours.nanoseconds);
  const met = [
    [`under ${TARGETS.nanoseconds} ns`, ours.nanoseconds < TARGETS.nanoseconds],
    [`${TARGETS.growthbook} times GrowthBook`, growthbookRatio >= TARGETS.growthbook],
    [`${TARGETS.unleash} times Unleash`, unleashRatio >= TARGETS.unleash],
  ];
  missed = met.filter(([, isMet]) => !isMet).length;
  console.log(`Targets: ${met.map(([what, isMet]) => `${what} ${isMet ? "met" : "MISSED"}`).join(", ")}\n`);
}
process.exit(missed > 0 ? 1 : 0);
