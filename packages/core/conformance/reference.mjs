// The rules of assignment written a second time, slowly and slot by slot, on another implementation of the hash.
// Nothing here is imported from the package, so that what they agree on is not a shared mistake.
import murmurHash3 from "murmurhash3js-revisited";

const SLOTS = 10_000;
const NOBODY = -1;

/** UTF-8, a lone surrogate as U+FFFD. */
export function bytesOf(salt, id) {
  return new Uint8Array(Buffer.from(`${salt}/${id}`, "utf8"));
}

export function hashOf(salt, id) {
  return murmurHash3.x86.hash32(bytesOf(salt, id), 0);
}

/** In whole numbers, so that no division rounds. */
export function slotOf(salt, id) {
  return Number((BigInt(hashOf(salt, id)) * BigInt(SLOTS)) / 2n ** 32n);
}

function owners(allocation) {
  const slots = new Array(SLOTS).fill(NOBODY);
  for (const { variant, from, to } of allocation) for (let slot = from; slot < to; slot++) slots[slot] = variant;
  return slots;
}

function ranges(slots) {
  const found = [];
  slots.forEach((variant, slot) => {
    if (variant === NOBODY) return;
    const last = found.at(-1);
    if (last && last.variant === variant && last.to === slot) last.to = slot + 1;
    else found.push({ variant, from: slot, to: slot + 1 });
  });
  return found;
}

export function allocate(weights, coverage) {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const shares = weights.map((weight) => (weight / total) * SLOTS);
  const bands = shares.map((share) => Math.trunc(share));
  while (bands.reduce((sum, band) => sum + band, 0) < SLOTS) {
    // The largest remainder among those who have not been given one yet; the earlier variant among equals.
    let best = -1;
    shares.forEach((share, variant) => {
      if (bands[variant] > share) return;
      if (best < 0 || share - Math.trunc(share) > shares[best] - Math.trunc(shares[best])) best = variant;
    });
    bands[best] += 1;
    shares[best] = -1;
  }
  const slots = new Array(SLOTS).fill(NOBODY);
  let start = 0;
  bands.forEach((band, variant) => {
    const owned = Math.floor(coverage * band + 0.5);
    for (let slot = start; slot < start + owned; slot++) slots[slot] = variant;
    start += band;
  });
  return ranges(slots);
}

export function reallocate(allocation, weights, coverage) {
  const slots = owners(allocation);
  const count = (list, owner) => list.filter((candidate) => candidate === owner).length;
  const target = owners(allocate(weights, coverage));
  const everyone = [...new Set([...weights.keys(), ...slots])].filter((owner) => owner !== NOBODY);
  const given = [];
  for (const owner of [...everyone, NOBODY]) {
    let surplus = count(slots, owner) - count(target, owner);
    for (let slot = SLOTS - 1; surplus > 0; slot--) {
      if (slots[slot] !== owner) continue;
      given.push(slot);
      surplus--;
    }
  }
  given.sort((a, b) => a - b);
  const before = [...slots];
  for (const owner of [...weights.keys(), NOBODY]) {
    for (let missing = count(target, owner) - count(before, owner); missing > 0; missing--)
      slots[given.shift()] = owner;
  }
  return ranges(slots);
}

function inAudience(audience, attributes = {}) {
  return Object.entries(audience).every(([name, asked]) =>
    typeof asked === "object" ? asked.$in.includes(attributes[name]) : attributes[name] === asked,
  );
}

/** The order of decisions. */
export function assign(experiment, unit) {
  const { key, control, variants, status, winner, salt = key, coverage = 1, holdout, layer } = experiment;
  const keys = variants.map((variant) => variant.key);
  const answer = (reason, variant = control, slot = null, counted = false) => ({
    experiment: key,
    variant,
    reason,
    slot,
    counted,
  });
  const { id } = unit;
  if (id === "" || Buffer.byteLength(id, "utf8") > 512) return answer("invalid-unit");
  const override = [unit.overrides?.[key], experiment.forced?.[id]].find((name) => keys.includes(name));
  if (override) return answer("override", override);
  const records = (unit.frozen ?? []).filter((record) => record.experiment === key);
  const known = records.find((record) => keys.includes(record.variant));
  if (known) return answer("frozen", known.variant, null, known.counted && !unit.internal);
  if (status === "completed" && winner) return answer("concluded", winner);
  if (status !== "running") return answer("not-running");
  if (experiment.eligibility === "new-customers" && unit.payingCustomer) return answer("existing-customer");
  if (unit.hasIdentity === false) return answer("no-identity");
  if (unit.internal) return answer("internal");
  if (unit.seenBefore) return answer("seen-before");
  if (unit.overQuota) return answer("over-quota");
  if (records.length > 0) return answer("unsupported");
  if (experiment.audience && !inAudience(experiment.audience, unit.attributes)) return answer("not-in-audience");
  if (holdout && slotOf(`holdout:${holdout.key}`, id) < Math.floor(holdout.share * SLOTS + 0.5))
    return answer("held-out");
  if (layer) {
    const place = slotOf(`layer:${layer.key}`, id);
    if (!layer.ranges.some(({ from, to }) => from <= place && place < to)) return answer("not-in-layer");
  }
  const slot = slotOf(salt, id);
  const allocation =
    experiment.allocation ??
    allocate(
      variants.map(({ weight = 1 }) => weight),
      coverage,
    );
  const owner = owners(allocation)[slot];
  return owner === NOBODY ? answer("not-covered", control, slot) : answer("assigned", keys[owner], slot, true);
}
