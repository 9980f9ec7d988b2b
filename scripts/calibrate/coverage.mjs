// Whether intervals hold the truth as often as they say, and probabilities come true as often as they say.
import { compareAll, credibleInterval, relativeLiftInterval } from "@pricewright/core/statistics";
import { DRAWN_MODELS, FIXED_MODELS } from "./models.mjs";
import { createRandom } from "./random.mjs";

const SIZES = [50, 200, 1000, 10_000, 100_000];
const LEVEL = 0.95;
const BINS = 10;
/** Expected number of surprises below which a bin says nothing by itself. */
const LEAST_VARIANCE = 5;
/** Standard errors by which a nominal value may be missed. */
export const LIMIT = 4;

const holds = ([low, high], value) => low <= value && value <= high;
const sum = (values) => values.reduce((total, value) => total + value, 0);

/** Two arms with truths drawn at random, at every size. */
export function coverageOfDrawnTruths({ seed, simulations, slowSimulations, liftSimulations }) {
  return DRAWN_MODELS.flatMap((model) =>
    SIZES.flatMap((visitors) => {
      const random = createRandom(`${seed} drawn ${model.name} ${visitors}`);
      const count = countOf(model, visitors, { simulations, slowSimulations });
      // The lift of a mix of few sales takes half a second, so it is looked at where sales are many.
      const lifts = model.asserted && (!model.isMix || visitors >= 10_000) ? liftSimulations : 0;
      const results = [];
      for (let number = 0; number < count; number++) {
        const result = simulatePair(model, random, visitors, number < lifts);
        if (result) results.push(result);
      }
      return results.length * 2 >= count ? [{ model, visitors, ...summarize(results) }] : [];
    }),
  );
}

/** Mixes of few sales take longest. */
function countOf(model, visitors, { simulations, slowSimulations }) {
  if (model.slow) return slowSimulations;
  const divisor = model.isMix ? (visitors < 100 ? 80 : visitors < 1000 ? 20 : visitors < 10_000 ? 10 : 5) : 1;
  return Math.max(20, Math.ceil(simulations / divisor));
}

function simulatePair(model, random, visitors, withLift) {
  const truths = [0, 1].map(() => model.drawTruth(random));
  const posteriors = model.analyzeAll
    ? model.analyzeAll(random, truths, visitors)
    : truths.map((truth, arm) => model.analyze(random, truth, visitors, arm));
  if (posteriors.includes(null)) return null;
  const values = truths.map((truth, arm) => model.valueOf(truth, arm));
  const standings = compareAll(posteriors);
  return {
    covered: holds(credibleInterval(posteriors[0], LEVEL), values[0]),
    lift: withLift ? holds(relativeLiftInterval(posteriors[1], posteriors[0], LEVEL), values[1] / values[0] - 1) : null,
    predicted: standings[1].probabilityBest,
    best: values[1] > values[0] ? 1 : 0,
    // Predicted less actual shortfall, when the second arm is chosen.
    lossError: standings[1].expectedLoss - Math.max(0, values[0] - values[1]),
  };
}

function summarize(results) {
  const lifts = results.filter(({ lift }) => lift !== null);
  const coverage = share(results.map(({ covered }) => covered));
  const lift = share(lifts.map(({ lift }) => lift));
  const errors = results.map(({ lossError }) => lossError);
  const meanError = sum(errors) / errors.length;
  const spread = Math.sqrt(sum(errors.map((error) => (error - meanError) ** 2)) / (errors.length - 1));
  const reliability = reliabilityOf(results);
  const lossDeviation = meanError / (spread / Math.sqrt(errors.length));
  const deviations = [
    coverage.deviation,
    lift?.deviation ?? 0,
    lossDeviation,
    ...reliability.map(({ deviation }) => deviation),
  ];
  return { coverage, lift, reliability, lossDeviation, worst: Math.max(...deviations.map(Math.abs)) };
}

/** A share that is nominally the level, with its standard error and its distance from nominal in standard errors. */
function share(flags) {
  if (flags.length === 0) return null;
  const value = flags.filter(Boolean).length / flags.length;
  const nominalError = Math.sqrt((LEVEL * (1 - LEVEL)) / flags.length);
  return {
    value,
    error: Math.sqrt(Math.max(value * (1 - value), 1 / flags.length) / flags.length),
    deviation: (value - LEVEL) / nominalError,
    count: flags.length,
  };
}

/** Mean prediction and share that came true by bin; bins that expect few surprises are read together. */
function reliabilityOf(results) {
  const bins = Array.from({ length: BINS }, (_, bin) =>
    results.filter(({ predicted }) => Math.min(BINS - 1, Math.floor(predicted * BINS)) === bin),
  );
  const variance = (members) => sum(members.map(({ predicted }) => predicted * (1 - predicted)));
  const large = bins.filter((members) => variance(members) >= LEAST_VARIANCE);
  const rest = bins.filter((members) => variance(members) < LEAST_VARIANCE).flat();
  const groups = variance(rest) >= LEAST_VARIANCE ? [...large, rest] : large;
  return groups.map((members) => {
    const predicted = sum(members.map((member) => member.predicted));
    const observed = sum(members.map(({ best }) => best));
    return {
      count: members.length,
      predicted: predicted / members.length,
      observed: observed / members.length,
      error: Math.sqrt(variance(members)) / members.length,
      deviation: (observed - predicted) / Math.sqrt(variance(members)),
    };
  });
}

/** One arm at true conversions of 1 %, 3 % and 10 %, at every size. */
export function coverageOfFixedTruths({ seed, simulations, slowSimulations }) {
  return FIXED_MODELS.flatMap((model) =>
    [0.01, 0.03, 0.1].map((conversion) => ({
      name: model.name,
      conversion,
      bySize: SIZES.map((visitors) => {
        const random = createRandom(`${seed} fixed ${model.name} ${conversion} ${visitors}`);
        const flags = [];
        const count = countOf(model, visitors, { simulations, slowSimulations });
        for (let number = 0; number < count; number++) {
          const posterior = model.analyze(random, conversion, visitors);
          if (posterior) flags.push(holds(credibleInterval(posterior, LEVEL), model.valueOf(conversion)));
        }
        return flags.length * 2 >= count ? share(flags) : null;
      }),
    })),
  );
}

export { SIZES };
