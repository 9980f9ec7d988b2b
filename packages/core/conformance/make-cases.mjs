import { allocate, assign, bytesOf, hashOf, reallocate, slotOf } from "./reference.mjs";

/** Raised when a row's meaning changes; new rows do not raise it. */
const SPEC_VERSION = 1;

const IDS = [
  ..."a|ab|abc|abcd|abcde|v_1|v_2|v_3|user@example.com|00000000-0000-4000-8000-000000000000| |a/b|/|%00".split("|"),
  ..."é|e\u0301|ß|ﬀ|Ω|Ω|ı|İ|Жанна|価格|가격|مستخدم|משתמש|ผู้ใช้|😀|👩‍💻|🇩🇪|𝒳|\u0000|\ufeffid|\u00a0|\u2028|\uffff".split(
    "|",
  ),
  ..."\ud800|a\ud800b|\udc00|a\udfff|\ud83d\ud83d\ude00|\ude00\ud83d|\udbff".split("|"),
  "x".repeat(512),
  "é".repeat(256),
  "價".repeat(170),
  "😀".repeat(128),
];

const SALTS = ["pro-price", "a", "s_1.2-X", "x".repeat(128)];

const COVERAGES = [1, 0.5, 0.1, 0.0001, 0.333, 0];
const WEIGHTS = [
  [1, 1],
  [66, 33],
  [1, 1, 1],
  [6, 6, 2],
  [1, 0, 1],
  [0.1, 0.2, 0.7],
  [1, 2, 3, 4, 5, 6, 7],
  [9999, 1],
  [1],
];

function canAllocate(weights, coverage) {
  const owned = new Set(allocate(weights, coverage).map(({ variant }) => variant));
  return coverage === 0 || weights.every((weight, variant) => weight === 0 || owned.has(variant));
}

function hashCases() {
  return SALTS.flatMap((salt) =>
    IDS.map((id) => ({
      salt,
      id,
      bytes: Buffer.from(bytesOf(salt, id)).toString("hex"),
      hash: hashOf(salt, id),
      slot: slotOf(salt, id),
    })),
  ).filter(({ id, salt }) => salt.length < 128 || id.length < 10);
}

function allocationCases() {
  const settings = WEIGHTS.flatMap((weights) => COVERAGES.map((coverage) => ({ weights, coverage })));
  return settings
    .filter(({ weights, coverage }) => canAllocate(weights, coverage))
    .map(({ weights, coverage }) => ({ weights, coverage, allocation: allocate(weights, coverage) }));
}

function reallocationCases() {
  const steps = [
    [[1, 1], 1],
    [[3, 1], 1],
    [[1, 3], 0.5],
    [[1, 1, 1], 0.5],
    [[1, 1, 2], 0.9],
    [[0, 1, 1], 0.9],
    [[5, 4, 1], 1],
    [[1, 1, 1], 0],
    [[66, 33, 1], 0.25],
    [[1, 1], 0.25],
  ];
  let allocation = allocate([1, 1], 0.2);
  return steps.map(([weights, coverage]) => {
    const row = { allocation, weights, coverage, result: reallocate(allocation, weights, coverage) };
    allocation = row.result;
    return row;
  });
}

function layerCases() {
  const layer = {
    key: "checkout",
    ranges: [
      { from: 0, to: 2500 },
      { from: 7000, to: 8000 },
    ],
  };
  return IDS.slice(0, 25).map((id) => {
    const slot = slotOf(`layer:${layer.key}`, id);
    return { layer, id, slot, inside: layer.ranges.some(({ from, to }) => slot >= from && slot < to) };
  });
}

function holdoutCases() {
  return IDS.slice(0, 25).flatMap((id) =>
    [0.05, 0.5].map((share) => {
      const slot = slotOf("holdout:all", id);
      return { holdout: { key: "all", share }, id, slot, heldOut: slot < Math.floor(share * 10_000 + 0.5) };
    }),
  );
}

const EXPERIMENT = {
  key: "pro-price",
  status: "running",
  control: "price-39",
  variants: [{ key: "price-39" }, { key: "price-59" }, { key: "price-79", weight: 2 }],
};
const RECORD = {
  unit: { kind: "visitor", id: "v_1" },
  experiment: "pro-price",
  revision: 1,
  variant: "price-79",
  currency: "USD",
  counted: true,
  hashedId: "v_1",
  at: "2026-01-31T12:00:00.000Z",
};

/** One step of the order of decisions a row, each together with what must not win over it. */
function orderedAssignments() {
  const frozen = [RECORD];
  const winner = { status: "completed", winner: "price-59" };
  const flags = { hasIdentity: false, seenBefore: true, overQuota: true, payingCustomer: true };
  const narrow = { audience: { country: "DE" }, holdout: { key: "all", share: 1 }, coverage: 0 };
  return [
    [{}, { id: "" }],
    [winner, { id: "", frozen, overrides: { "pro-price": "price-59" } }],
    [{}, { id: "é".repeat(257), frozen }],
    [{ status: "draft" }, { id: "v_1", overrides: { "pro-price": "price-59" } }],
    [{}, { id: "v_1", frozen, overrides: { "pro-price": "price-59" } }],
    [{}, { id: "v_1", frozen, overrides: { "pro-price": "price-99", other: "price-59" } }],
    [{ forced: { v_1: "price-59" } }, { id: "v_1", frozen }],
    [{ forced: { v_1: "price-59" } }, { id: "v_1", overrides: { "pro-price": "price-79" } }],
    [{ forced: { v_2: "price-59" }, coverage: 0 }, { id: "v_1" }],
    [winner, { id: "v_1", frozen, ...flags }],
    [
      { status: "paused", ...narrow },
      { id: "v_1", frozen: [{ ...RECORD, counted: false }] },
    ],
    [
      { ...narrow, eligibility: "new-customers" },
      { id: "v_1", frozen, ...flags },
    ],
    [{}, { id: "v_1", frozen: [{ ...RECORD, experiment: "other" }] }],
    [{}, { id: "v_1", frozen: [{ ...RECORD, variant: "price-99" }] }],
    [winner, { id: "v_1", frozen: [{ ...RECORD, variant: "price-99" }] }],
    [winner, { id: "v_1", ...flags }],
    [{ status: "completed" }, { id: "v_1" }],
    [
      { status: "paused", eligibility: "new-customers" },
      { id: "v_1", ...flags },
    ],
    [{ status: "draft" }, { id: "v_1" }],
    [{ eligibility: "new-customers" }, { id: "v_1", ...flags }],
    [{ eligibility: "everyone" }, { id: "v_1", payingCustomer: true }],
    [{}, { id: "v_1", ...flags }],
    [{}, { id: "v_1", internal: true, seenBefore: true, overQuota: true }],
    [{}, { id: "v_1", frozen, internal: true }],
    [{}, { id: "v_1", seenBefore: true, overQuota: true }],
    [narrow, { id: "v_1", overQuota: true }],
    [narrow, { id: "v_1" }],
    [narrow, { id: "v_1", attributes: { country: "FR" } }],
    [narrow, { id: "v_1", attributes: { country: "DE" } }],
    [{ layer: { key: "l", ranges: [] }, coverage: 0 }, { id: "v_1" }],
    [{ coverage: 0 }, { id: "v_1" }],
  ];
}

function assignmentCases() {
  const layer = { key: "checkout", ranges: [{ from: 0, to: 6000 }] };
  const settings = [
    {},
    { salt: "s_9", coverage: 0.3 },
    { layer, holdout: { key: "all", share: 0.2 }, audience: { plan: { $in: ["free", "trial"] } } },
    { allocation: reallocate(allocate([1, 1, 2], 1), [2, 1, 1], 0.8) },
  ];
  const hashed = settings.flatMap((change) =>
    IDS.slice(0, 44).map((id, index) => [change, { id, attributes: { plan: ["free", "trial", "pro"][index % 3] } }]),
  );
  return [...orderedAssignments(), ...hashed].map(([change, unit]) => {
    const experiment = { ...EXPERIMENT, ...change };
    return { experiment, unit, result: assign(experiment, unit) };
  });
}

/** Everything a port can prove itself with. */
export function makeCases() {
  return {
    specVersion: SPEC_VERSION,
    hash: hashCases(),
    allocations: allocationCases(),
    reallocations: reallocationCases(),
    layers: layerCases(),
    holdouts: holdoutCases(),
    assignments: assignmentCases(),
  };
}
