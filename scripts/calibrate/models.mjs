// The models of revenue, each with a way to draw a truth and data from it, and to analyse that data.
import { betaPosterior, hurdlePosterior, planMixPosterior, scaledPosterior } from "@pricewright/core/statistics";

const PRICES = [39, 59];
const PLAN_AMOUNTS = [
  [25, 50],
  [25, 60],
];
const PLAN_SHARES = [0.7, 0.3];
/** Spread of the logarithm of an amount: most orders are near the middle and a few are five times as large. */
const LOG_DEVIATION = 0.8;

function singlePrice(name, prices, { alpha, beta }) {
  return {
    name,
    drawn: `conversion from Beta(${alpha}, ${beta})`,
    asserted: true,
    drawTruth: (random) => random.beta(alpha, beta),
    valueOf: (conversion, arm) => conversion * prices[arm],
    analyze: (random, conversion, visitors, arm) => {
      const conversions = random.binomial(visitors, conversion);
      return scaledPosterior(betaPosterior(alpha + conversions, beta + visitors - conversions), prices[arm]);
    },
  };
}

const dot = (left, right) => left.reduce((sum, value, index) => sum + value * right[index], 0);

function planMix(name, { alpha, beta }, drawn, asserted, sharesOf) {
  return {
    name,
    drawn,
    asserted,
    isMix: true,
    drawTruth: (random) => random.dirichlet([beta, ...PLAN_SHARES.map((share) => alpha * share)]),
    valueOf: ([, ...shares], arm) => dot(shares, PLAN_AMOUNTS[arm]),
    analyzeAll: (random, truths, visitors) => {
      const counts = truths.map((truth) => random.multinomial(visitors, truth));
      const spread = sharesOf(counts);
      return counts.map(([none, ...sold], arm) =>
        planMixPosterior([
          { amount: 0, alpha: beta + none },
          ...sold.map((count, plan) => ({ amount: PLAN_AMOUNTS[arm][plan], alpha: count + alpha * spread[plan] })),
        ]),
      );
    },
  };
}

/** The package's own rule: the prior's sales are spread by the mix of all arms together. */
function pooledShares(counts) {
  const plans = PLAN_SHARES.map((_, plan) => counts.reduce((sum, arm) => sum + arm[plan + 1], 0) + 1 / 2);
  const total = plans.reduce((sum, count) => sum + count, 0);
  return plans.map((count) => count / total);
}

/** The sum of amounts and of their squares. */
function drawAmounts(random, count, mean) {
  let [sum, sumOfSquares] = [0, 0];
  const location = Math.log(mean) - LOG_DEVIATION ** 2 / 2;
  for (let buyer = 0; buyer < count; buyer++) {
    const amount = Math.exp(location + LOG_DEVIATION * random.normal());
    sum += amount;
    sumOfSquares += amount * amount;
  }
  return { sum, sumOfSquares };
}

/** Null with fewer than five buyers, where a report pools the arms or is on conversion alone. */
function analyzeAmounts(random, { conversion, mean }, visitors, { alpha, beta }) {
  const buyers = random.binomial(visitors, conversion);
  const { sum, sumOfSquares } = drawAmounts(random, buyers, mean);
  if (buyers < 5) return null;
  const variance = (sumOfSquares - (sum * sum) / buyers) / (buyers - 1);
  return hurdlePosterior(betaPosterior(alpha + buyers, beta + visitors - buyers), {
    location: sum / buyers,
    scale: Math.sqrt(variance / buyers),
    degreesOfFreedom: buyers - 1,
  });
}

const FLAT = { alpha: 1, beta: 1 };
const NEAR_THREE_PERCENT = { alpha: 3, beta: 97 };

/** Truths drawn at random, two arms. */
export const DRAWN_MODELS = [
  singlePrice("conversion, flat prior", [1, 1], FLAT),
  singlePrice("conversion, prior near 3 %", [1, 1], NEAR_THREE_PERCENT),
  singlePrice("single price, flat prior", PRICES, FLAT),
  singlePrice("single price, prior near 3 %", PRICES, NEAR_THREE_PERCENT),
  planMix(
    "plan mix, fixed shares",
    NEAR_THREE_PERCENT,
    "shares of not buying and of the plans from Dirichlet(97, 2.1, 0.9), which is the prior",
    true,
    () => PLAN_SHARES,
  ),
  planMix(
    "plan mix, pooled shares",
    NEAR_THREE_PERCENT,
    "the same, but analysed with the package's prior, whose shares come from the data: close, not exact",
    false,
    pooledShares,
  ),
  {
    name: "hurdle",
    drawn:
      "conversion from Beta(3, 97), mean order value from Normal(50, 10), orders log-normal; the prior of amounts is improper, so nothing can be drawn from it",
    asserted: false,
    slow: true,
    drawTruth: (random) => ({ conversion: random.beta(3, 97), mean: Math.max(5, 50 + 10 * random.normal()) }),
    valueOf: ({ conversion, mean }) => conversion * mean,
    analyze: (random, truth, visitors) => analyzeAmounts(random, truth, visitors, NEAR_THREE_PERCENT),
  },
];

/** One arm with a true conversion that is what it is; the default prior. */
export const FIXED_MODELS = [
  {
    name: "conversion, single price",
    valueOf: (conversion) => conversion,
    analyze: (random, conversion, visitors) => {
      const bought = random.binomial(visitors, conversion);
      return betaPosterior(1 + bought, 1 + visitors - bought);
    },
  },
  {
    name: "plan mix",
    isMix: true,
    valueOf: (conversion) => conversion * dot(PLAN_SHARES, PLAN_AMOUNTS[0]),
    analyze: (random, conversion, visitors) => {
      const shares = [1 - conversion, ...PLAN_SHARES.map((share) => conversion * share)];
      const counts = random.multinomial(visitors, shares);
      const spread = pooledShares([counts]);
      return planMixPosterior([
        { amount: 0, alpha: 1 + counts[0] },
        ...PLAN_AMOUNTS[0].map((amount, plan) => ({ amount, alpha: counts[plan + 1] + spread[plan] })),
      ]);
    },
  },
  {
    name: "hurdle",
    slow: true,
    valueOf: (conversion) => conversion * 50,
    analyze: (random, conversion, visitors) => analyzeAmounts(random, { conversion, mean: 50 }, visitors, FLAT),
  },
];
