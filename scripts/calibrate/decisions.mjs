// What rules of decision do over simulated tests of eight weeks, when the truth is known.
import {
  analyzeExperiment,
  betaPosterior,
  compareAll,
  confidenceSequence,
  scaledPosterior,
} from "@pricewright/core/statistics";
import { createRandom } from "./random.mjs";

const DAYS = 56;
const CONTROL = { price: 39, conversion: 0.03 };
const TRIED_PRICE = 49;
const STARTED = Date.UTC(2026, 0, 5);
const DAY = 86_400_000;
/** Of daily peeking: how sure, and expected loss as a share of the control's revenue per visitor. */
const PEEKING = { probabilityBest: 0.95, expectedLoss: 0.0025, fewestConversions: 5 };

export const VOLUMES = [200, 1000, 5000];
/** Revenue per visitor of the new price, relative to the control's. */
export const TRUTHS = [0, -0.05, 0.1];

const amounts = (conversions, price) => ({ sum: conversions * price, sumOfSquares: conversions * price * price });

/** Each rule: what it says after a day, `ship`, `keep` or nothing yet. */
const RULES = [
  {
    name: "default, weekly",
    decide: (day, visitors, [control, tried]) => {
      if (day % 7 !== 0 || day < 14) return null;
      const { decision } = analyzeExperiment({
        control: "control",
        currency: "USD",
        startedAt: new Date(STARTED),
        asOf: new Date(STARTED + day * DAY),
        variants: [
          { key: "control", visitors, conversions: control, revenue: amounts(control, CONTROL.price) },
          { key: "tried", visitors, conversions: tried, revenue: amounts(tried, TRIED_PRICE) },
        ],
      });
      if (decision.action === "ship") return decision.variant === "tried" ? "ship" : "keep";
      return decision.action === "continue" || decision.action === "fix-first" ? null : "keep";
    },
  },
  {
    name: "daily peeking at 0.95",
    decide: (_day, visitors, [control, tried]) => {
      if (Math.min(control, tried) < PEEKING.fewestConversions) return null;
      const posteriors = [
        scaledPosterior(betaPosterior(1 + control, 1 + visitors - control), CONTROL.price),
        scaledPosterior(betaPosterior(1 + tried, 1 + visitors - tried), TRIED_PRICE),
      ];
      const limit = PEEKING.expectedLoss * posteriors[0].mean;
      const sure = compareAll(posteriors).map(
        ({ probabilityBest, expectedLoss }) => probabilityBest >= PEEKING.probabilityBest && expectedLoss < limit,
      );
      return sure[1] ? "ship" : sure[0] ? "keep" : null;
    },
  },
  {
    name: "anytime-valid, daily",
    decide: (_day, visitors, [control, tried]) => {
      if (Math.min(control, tried) < PEEKING.fewestConversions) return null;
      const [low, high] = confidenceSequence(
        { count: visitors, ...amounts(control, CONTROL.price) },
        { count: visitors, ...amounts(tried, TRIED_PRICE) },
      ).interval;
      return low > 0 ? "ship" : high < 0 ? "keep" : null;
    },
  },
];

/** Shares of tests by outcome for every truth, volume and rule; all rules see the same data. */
export function compareRules({ seed, simulations }) {
  return TRUTHS.flatMap((lift) =>
    VOLUMES.flatMap((perDay) => {
      const random = createRandom(`${seed} decisions ${lift} ${perDay}`);
      const outcomes = RULES.map(() => ({ ship: 0, keep: 0, undecided: 0, days: 0 }));
      for (let number = 0; number < simulations; number++) {
        const days = simulateDays(random, perDay, lift);
        RULES.forEach((rule, index) => {
          const { outcome, day } = run(rule, perDay, days);
          outcomes[index][outcome]++;
          outcomes[index].days += day;
        });
      }
      return RULES.map(({ name }, index) => describe({ name, lift, perDay, simulations, ...outcomes[index] }));
    }),
  );
}

/** Conversions of both arms up to each day; both arms get the same number of visitors. */
function simulateDays(random, perDay, lift) {
  const conversions = [CONTROL.conversion, (CONTROL.conversion * CONTROL.price * (1 + lift)) / TRIED_PRICE];
  const totals = [0, 0];
  return Array.from({ length: DAYS }, () => {
    conversions.forEach((conversion, arm) => {
      totals[arm] += random.binomial(perDay, conversion);
    });
    return [...totals];
  });
}

function run({ decide }, perDay, days) {
  for (let day = 1; day <= DAYS; day++) {
    const outcome = decide(day, day * perDay, days[day - 1]);
    if (outcome) return { outcome, day };
  }
  return { outcome: "undecided", day: DAYS };
}

/** Whoever does not ship stays with the control. Losses are against the better price, a thousand later visitors. */
function describe({ name, lift, perDay, simulations, ship, keep, undecided, days }) {
  const revenue = CONTROL.conversion * CONTROL.price;
  const wrong = lift > 0 ? simulations - ship : ship;
  return {
    name,
    lift,
    perDay,
    ship: ship / simulations,
    keep: keep / simulations,
    undecided: undecided / simulations,
    error: Math.sqrt(Math.max((ship / simulations) * (1 - ship / simulations), 1 / simulations) / simulations),
    meanDays: days / simulations,
    lost: (wrong / simulations) * Math.abs(lift) * revenue * 1000,
  };
}
