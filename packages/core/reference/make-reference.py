#!/usr/bin/env python3
"""Makes statistics.json: values that the statistics of this package are tested against.

Nothing here calls the package. Every number comes from SciPy or from a route of its own that shares no formula with
the package where there is a choice:

  beta         quadrature of the density, held against Boost's incomplete beta function as SciPy carries it
  comparisons  scipy.integrate.quad over density and distribution function; lifts and differences by root finding
  student      scipy.stats.t
  hurdle       distribution function as a quadrature over conversion, then a quadrature over values
  hurdleTails  the same distribution function by scipy.integrate.quad, with few buyers and around 0
  normal       scipy.special.ndtri, held against ndtr
  chiSquared   scipy.stats.chi2.sf, held against sums of Poisson probabilities where the degrees of freedom are even
  planMix      buying, and then the plans one after another: a Dirichlet taken apart into independent Betas
  anytimeValid the boundary as the root of the mixture martingale it comes from, on units written out one by one
  demand       two-dimensional quadrature on a fine grid around the mode; the best price by the sign of the slope

"accuracy" in the file is stated for each section. Where two routes exist they are compared on every run, and a
disagreement beyond the accuracy ends the run.

  python3 make-reference.py           writes statistics.json beside this file
  python3 make-reference.py --check   recomputes, and exits 1 where the file differs beyond its accuracy

Needs Python 3.9, NumPy and SciPy 1.9 or newer.
"""

import json
import math
import sys
import warnings
from pathlib import Path

import numpy
from scipy import integrate, optimize, special, stats

FILE = Path(__file__).with_name("statistics.json")

ACCURACY = {
    "beta": {"absolute": 1e-11, "relative": 1e-11},
    "comparisons": {"absolute": 1e-10, "relative": 1e-10},
    "student": {"absolute": 1e-11, "relative": 1e-10},
    "hurdle": {"absolute": 1e-9, "relative": 1e-9},
    "hurdleTails": {"absolute": 1e-11, "relative": 1e-11},
    "normal": {"absolute": 0, "relative": 1e-14},
    "chiSquared": {"absolute": 0, "relative": 1e-12},
    "planMix": {"absolute": 1e-9, "relative": 1e-9},
    "anytimeValid": {"absolute": 0, "relative": 1e-11},
    "demand": {"absolute": 1e-8, "relative": 1e-8},
}

LEVEL = (0.025, 0.975)
# Probability beyond the ends of an integral.
OUTSIDE = 1e-18
# Up to this sum of parameters Boost's Beta is good to the last digits but two; near 100 million it is off by up to 1e-9.
BOOST_IS_EXACT = 5e6


def agree(one, other, section, what):
    limit = ACCURACY[section]
    error = abs(one - other)
    if error > limit["absolute"] and error > limit["relative"] * abs(other):
        raise SystemExit(f"{section}: two routes to {what} differ: {one!r} and {other!r}")


def gauss_legendre(edges, nodes=24):
    """Nodes and weights of the composite rule over panels."""
    position, weight = numpy.polynomial.legendre.leggauss(nodes)
    edges = numpy.asarray(edges, dtype=float)
    half = numpy.diff(edges)[:, None] / 2
    return (edges[:-1, None] + half * (1 + position)).ravel(), (half * weight).ravel()


def increasing_root(function, low, high):
    return optimize.brentq(function, low, high, xtol=1e-300, rtol=8.9e-16, maxiter=300)


# --- Beta -----------------------------------------------------------------------------------------------------------


def log1p_less_linear(x):
    """log(1 + x) - x, by its series where the difference would lose digits."""
    x = numpy.asarray(x, dtype=float)
    small = numpy.where(abs(x) < 0.05, x, 0)
    series = sum((-1) ** (degree + 1) * small**degree / degree for degree in range(2, 16))
    with numpy.errstate(divide="ignore"):
        return numpy.where(abs(x) < 0.05, series, numpy.log1p(numpy.maximum(x, -1)) - x)


class Beta:
    """A Beta distribution times a factor, both parameters 1 or more.

    SciPy's own functions place the panels and start the search for quantiles. For large parameters the values are
    quadratures of the bare density normalised by its own integral.
    """

    def __init__(self, alpha, beta, factor=1):
        self.alpha, self.beta, self.factor = alpha, beta, factor
        self.mean = factor * alpha / (alpha + beta)
        self.center = (alpha - 1) / (alpha + beta - 2) if alpha > 1 and beta > 1 else alpha / (alpha + beta)
        ends = [stats.beta.ppf(OUTSIDE, alpha, beta), stats.beta.isf(OUTSIDE, alpha, beta)]
        self.shares = numpy.unique(
            numpy.concatenate([ends[:1], stats.beta.ppf(special.ndtr(numpy.linspace(-8, 8, 59)), alpha, beta), ends[1:]])
        )
        points, weights = gauss_legendre(self.shares)
        masses = (weights * self.bare(points)).reshape(len(self.shares) - 1, -1).sum(axis=1)
        self.below = numpy.concatenate([[0], numpy.cumsum(masses)])
        self.low, self.high = factor * ends[0], factor * ends[1]

    def bare(self, x):
        """The density up to a factor, 1 at the center."""
        left = (x - self.center) / self.center
        right = (self.center - x) / (1 - self.center)
        mode = self.alpha > 1 and self.beta > 1
        linear = 0 if mode else (self.alpha - 1) * left + (self.beta - 1) * right
        log = (self.alpha - 1) * log1p_less_linear(left) if self.alpha > 1 else 0
        log = log + (self.beta - 1) * log1p_less_linear(right) if self.beta > 1 else log
        return numpy.exp(linear + log)

    def cdf(self, x):
        if self.alpha + self.beta < BOOST_IS_EXACT:
            return stats.beta.cdf(numpy.asarray(x) / self.factor, self.alpha, self.beta)
        return self.cdf_by_quadrature(x)

    def cdf_by_quadrature(self, x):
        x = numpy.clip(numpy.asarray(x, dtype=float) / self.factor, self.shares[0], self.shares[-1])
        panel = numpy.clip(numpy.searchsorted(self.shares, x, side="right") - 1, 0, len(self.shares) - 2)
        start = self.shares[panel]
        position, weight = numpy.polynomial.legendre.leggauss(16)
        half = ((x - start) / 2)[..., None]
        inside = (half * weight * self.bare(start[..., None] + half * (1 + position))).sum(axis=-1)
        return (self.below[panel] + inside) / self.below[-1]

    def pdf(self, x):
        x = numpy.asarray(x, dtype=float) / self.factor
        if self.alpha + self.beta < BOOST_IS_EXACT:
            return stats.beta.pdf(x, self.alpha, self.beta) / self.factor
        inside = (x > 0) & (x < 1)
        return numpy.where(inside, self.bare(numpy.where(inside, x, self.center)), 0) / self.below[-1] / self.factor

    def quantile(self, p):
        x = self.factor * float(stats.beta.ppf(p, self.alpha, self.beta))
        for _ in range(2):
            x -= (float(self.cdf(x)) - p) / float(self.pdf(x))
        return x

    def edges(self, panels=40):
        """Ends of panels, even in the probit of the probability, so that each carries a like share of the detail."""
        inner = stats.beta.ppf(special.ndtr(numpy.linspace(-8, 8, panels - 1)), self.alpha, self.beta)
        return numpy.unique(numpy.concatenate([[self.low], self.factor * inner, [self.high]]))


def beta_section():
    parameters = [
        (1, 1), (0.5, 0.5), (0.1, 3), (1, 51), (51, 1), (2, 50), (3, 97), (14 + 1, 536 + 1), (22 + 1, 552 + 1),
        (301, 9_701), (5_001, 5_001), (1, 1_000_001), (1_001, 99_001), (30_001, 970_001), (200_001, 9_800_001),
        (2, 100_000_000), (1, 100_000_001), (100_000_001, 1), (2_000_001, 98_000_001), (50_000_001, 50_000_001),
    ]
    probabilities = [1e-9, 1e-4, 0.025, 0.3, 0.5, 0.9, 0.975, 0.999999]
    cases = []
    for alpha, beta in parameters:
        smooth = alpha >= 1 and beta >= 1
        own = Beta(alpha, beta) if smooth else stats.beta(alpha, beta)
        quantiles = [float(own.quantile(p) if smooth else own.ppf(p)) for p in probabilities]
        # Six digits, so that the point itself is exact in the file.
        points = [x for x in sorted({float(f"{x:.6g}") for x in quantiles}) if 0 < x < 1]
        values = [float(own.cdf_by_quadrature(x) if smooth else own.cdf(x)) for x in points]
        for x, value in zip(points, values):
            boost = float(stats.beta.cdf(x, alpha, beta))
            if alpha + beta < BOOST_IS_EXACT:
                agree(boost, value, "beta", f"cdf of Beta({alpha}, {beta}) at {x}")
            elif abs(boost - value) > 2e-9:
                raise SystemExit(f"beta: Boost says {boost} for Beta({alpha}, {beta}) at {x}, the quadrature {value}")
        cases.append({
            "alpha": alpha,
            "beta": beta,
            "cdf": [{"x": x, "value": value} for x, value in zip(points, values)],
            "quantile": [{"p": p, "value": x} for p, x in zip(probabilities, quantiles)],
        })
    return cases


# --- Comparing arms --------------------------------------------------------------------------------------------------


def integral(function, edges):
    """scipy.integrate.quad on every panel, which it may subdivide."""
    with warnings.catch_warnings():
        # It warns where rounding keeps it from the tolerance; the sums checked below say whether that matters.
        warnings.simplefilter("ignore", integrate.IntegrationWarning)
        pieces = [
            integrate.quad(function, a, b, epsabs=1e-14, epsrel=1e-11, limit=200)[0] for a, b in zip(edges, edges[1:])
        ]
    return math.fsum(pieces)


def merged(*lists):
    return numpy.unique(numpy.concatenate(lists))


def standings(arms, panels):
    """Probability of being the largest, and expected shortfall against the largest, of every arm."""
    edges = merged(*[arm.edges(panels) for arm in arms])
    results = []
    for arm in arms:
        others = [other for other in arms if other is not arm]

        def below(x):
            return math.prod(float(other.cdf(x)) for other in others)

        best = integral(lambda x: float(arm.pdf(x)) * below(x), arm.edges(panels))
        loss = integral(lambda x: float(arm.cdf(x)) * (1 - below(x)), edges)
        results.append((best, loss))
    return results


def probability_above(challenger, base, points, weights):
    return math.fsum(weights * base.pdf(points) * (1 - challenger(points)))


def derived_interval(challenger, base, bracket, at, back):
    """Central interval of a number made of two arms: `at(value, a)` is what the challenger must stay below, and `back`
    its inverse, which brings the challenger's panels to the base's values: its ends are kinks of the integrand."""
    own, other = base.edges(60), challenger.edges(60)

    def quantile(target):
        def distribution(value):
            inner = back(value, other)
            points, weights = gauss_legendre(merged(own, inner[(inner > own[0]) & (inner < own[-1])]))
            return math.fsum(weights * base.pdf(points) * challenger.cdf(at(value, points)))

        return increasing_root(lambda value: distribution(value) - target, *bracket)

    return [quantile(p) for p in LEVEL]


def compare(arms, section, panels=6):
    control = arms[0]
    results = standings(arms, panels)
    agree(sum(best for best, _ in results), 1, section, "the sum of the probabilities of being best")
    largest = {round(loss + arm.mean, 12) for arm, (_, loss) in zip(arms, results)}
    for value in largest:
        agree(value, results[0][1] + control.mean, section, "the expected maximum")
    expected = []
    for arm, (best, loss) in zip(arms, results):
        entry = {
            "mean": arm.mean,
            "interval95": [float(arm.quantile(p)) for p in LEVEL],
            "probabilityBest": best,
            "expectedLoss": loss,
        }
        if arm is not control:
            points, weights = gauss_legendre(merged(control.edges(60), arm.edges(60)))
            entry["probabilityBeatsControl"] = probability_above(arm.cdf, control, points, weights)
            span = (arm.low - control.high, arm.high - control.low)
            entry["difference95"] = derived_interval(arm, control, span, lambda d, a: a + d, lambda d, x: x - d)
            if control.quantile(1e-9) > 0:
                lifts = (arm.quantile(1e-6) / control.high - 1 - 1e-9, arm.high / control.quantile(1e-9) - 1)
                entry["relativeLift95"] = derived_interval(arm, control, lifts, lambda r, a: (1 + r) * a, lambda r, x: x / (1 + r))
        expected.append(entry)
    return expected


def comparison_section():
    cases = [
        ("no data", [(0, 0, 1), (0, 0, 1)]),
        ("nobody buys", [(40, 0, 10), (45, 0, 12)]),
        ("everybody buys", [(30, 30, 10), (25, 25, 12)]),
        ("a handful", [(50, 1, 39), (48, 2, 59)]),
        ("fourteen against twenty-two", [(574, 22, 1), (550, 14, 1)]),
        ("a small test", [(2_000, 61, 39), (2_050, 48, 49)]),
        ("unequal arms", [(9_000, 270, 39), (1_000, 36, 39)]),
        ("three prices", [(4_000, 120, 39), (4_100, 104, 49), (3_900, 84, 59)]),
        ("three prices, few sales", [(120, 4, 39), (110, 2, 49), (130, 3, 59)]),
        ("a large test", [(1_000_000, 30_000, 39), (1_000_500, 24_100, 49)]),
        ("ten million", [(10_000_000, 200_000, 10), (10_000_000, 200_900, 10)]),
        ("a hundred million", [(100_000_000, 2_000_000, 1), (100_000_000, 2_002_500, 1)]),
    ]
    section = []
    for name, arms in cases:
        posteriors = [Beta(1 + conversions, 1 + visitors - conversions, price) for visitors, conversions, price in arms]
        section.append({
            "name": name,
            "variants": [{"visitors": v, "conversions": c, "price": price} for v, c, price in arms],
            "expected": compare(posteriors, "comparisons"),
        })
    return section


# --- Student t -------------------------------------------------------------------------------------------------------


class Student:
    def __init__(self, location, scale, freedom):
        self.distribution = stats.t(freedom, loc=location, scale=scale)
        self.location, self.scale, self.freedom = location, scale, freedom
        self.mean = location
        self.low, self.high = self.quantile(1e-15), self.distribution.isf(1e-15)

    def cdf(self, x):
        return special.stdtr(self.freedom, (numpy.asarray(x) - self.location) / self.scale)

    def pdf(self, x):
        z = (numpy.asarray(x) - self.location) / self.scale
        half = self.freedom / 2
        constant = special.gammaln(half + 0.5) - special.gammaln(half) - math.log(self.freedom * math.pi) / 2
        return numpy.exp(constant - (half + 0.5) * numpy.log1p(z * z / self.freedom)) / self.scale

    def quantile(self, p):
        x = float(self.distribution.ppf(p))
        # The last digits by Newton's method: the inverse in SciPy stops at nine.
        for _ in range(3):
            x -= (float(self.cdf(x)) - p) / float(self.pdf(x))
        return x

    def edges(self, panels=40):
        return numpy.unique(self.quantile_list(special.ndtr(numpy.linspace(-7.9, 7.9, panels + 1))))

    def quantile_list(self, p):
        return self.distribution.ppf(p)


def student_of(count, total, squares):
    location = total / count
    return location, math.sqrt((squares - total * total / count) / (count - 1) / count), count - 1


def student_section():
    singles = []
    for location, scale, freedom in [(0, 1, 3), (10, 2, 5), (-3, 0.5, 12), (1.5, 0.01, 299), (40, 3, 1e5), (0.9, 0.002, 1e8)]:
        own = Student(location, scale, freedom)
        points = [location + scale * z for z in (-6, -1.5, 0, 0.25, 3)]
        singles.append({
            "location": location, "scale": scale, "degreesOfFreedom": freedom,
            "cdf": [{"x": x, "value": float(own.cdf(x))} for x in points],
            "quantile": [{"p": p, "value": own.quantile(p)} for p in (1e-6, 0.025, 0.4, 0.975)],
        })
    return singles


def mean_section():
    cases = [
        ("two arms", [(300, 450.0, 1900.0), (310, 520.0, 2300.0)]),
        ("three arms, some below 0", [(500, -40.0, 900.0), (480, 35.0, 950.0), (520, 10.0, 700.0)]),
    ]
    section = []
    for name, arms in cases:
        expected = compare([Student(*student_of(*arm)) for arm in arms], "comparisons")
        section.append({
            "name": name,
            "variants": [{"visitors": n, "sum": s, "sumOfSquares": q} for n, s, q in arms],
            "expected": expected,
        })
    return section


# --- Hurdle and plan mix: a distribution on a grid --------------------------------------------------------------------


class OnGrid:
    """An arm known through functions of arrays; compared on a fixed fine grid of values."""

    def __init__(self, mean, deviation, cdf, pdf, low, high):
        self.mean, self.deviation, self.cdf, self.pdf, self.low, self.high = mean, deviation, cdf, pdf, low, high

    def quantile(self, p):
        return increasing_root(lambda x: float(self.cdf(numpy.array([x]))[0]) - p, self.low, self.high)


def compare_on_grid(arms, section, edges):
    points, weights = gauss_legendre(edges)
    below = [arm.cdf(points) for arm in arms]
    density = [arm.pdf(points) for arm in arms]
    expected = []
    for index, arm in enumerate(arms):
        others = numpy.prod([values for other, values in enumerate(below) if other != index], axis=0)
        agree(math.fsum(weights * density[index]), 1, section, "the integral of the density")
        agree(math.fsum(weights * density[index] * points), arm.mean, section, "the mean")
        expected.append({
            "mean": arm.mean,
            "standardDeviation": arm.deviation,
            "interval95": [arm.quantile(p) for p in LEVEL],
            "probabilityBest": math.fsum(weights * density[index] * others),
            "expectedLoss": math.fsum(weights * below[index] * (1 - others)),
        })
    agree(sum(entry["probabilityBest"] for entry in expected), 1, section, "the sum of the probabilities of being best")
    return expected


def hurdle_arm(visitors, conversions, total, squares):
    conversion = Beta(1 + conversions, 1 + visitors - conversions)
    location, scale, freedom = student_of(conversions, total, squares)
    amount = Student(location, scale, freedom)
    shares, weights = gauss_legendre(conversion.edges(40))
    mass = weights * conversion.pdf(shares)

    def cdf(x):
        return amount.cdf(numpy.asarray(x)[:, None] / shares) @ mass

    def pdf(x):
        return amount.pdf(numpy.asarray(x)[:, None] / shares) @ (mass / shares)

    spread = scale * scale * freedom / (freedom - 2)
    a, b = conversion.alpha, conversion.beta
    second = a * (a + 1) / ((a + b) * (a + b + 1)) * (spread + location * location)
    mean = conversion.mean * location
    return OnGrid(mean, math.sqrt(second - mean * mean), cdf, pdf, min(0, amount.low * conversion.high), amount.high * conversion.high)


def hurdle_section():
    cases = [
        ("orders of many sizes", [(2_000, 80, 3_200.0, 160_000.0), (2_050, 74, 3_600.0, 215_000.0)]),
        ("twelve and nine orders", [(400, 12, 510.0, 24_000.0), (390, 9, 480.0, 28_500.0)]),
        ("three arms", [(8_000, 240, 9_600.0, 420_000.0), (8_100, 205, 9_900.0, 520_000.0), (7_900, 180, 9_300.0, 530_000.0)]),
        ("two million visitors", [(2_000_000, 60_000, 2.4e6, 1.2e8), (2_000_000, 60_400, 2.43e6, 1.22e8)]),
    ]
    section = []
    for name, arms in cases:
        built = [hurdle_arm(*arm) for arm in arms]
        # Student tails are long: panels widen away from the middle.
        middle = built[0].mean
        reach = math.asinh((max(arm.high for arm in built) - middle) / built[0].deviation) + 1
        edges = middle + built[0].deviation * numpy.sinh(numpy.linspace(-reach, reach, 121))
        section.append({
            "name": name,
            "variants": [{"visitors": v, "conversions": c, "sum": s, "sumOfSquares": q} for v, c, s, q in arms],
            "expected": compare_on_grid(built, "hurdle", edges),
        })
    return section


def hurdle_tails_section():
    cases = [
        # Buyers and others, then location, scale and degrees of freedom of the amount.
        (13, 319, 81, 20, 16), (6, 96, 39, 1, 4), (6, 96, 39, 10, 4), (9, 193, 39, 6, 7), (2, 300, 39, 3, 5),
        (6, 2, 39, 4, 5), (501, 9_501, 39, 0.125, 499),
    ]
    section = []
    for alpha, beta, location, scale, freedom in cases:
        conversion, amount = stats.beta(alpha, beta), stats.t(freedom, location, scale)
        shares = conversion.ppf([1e-14, 1e-10, 1e-6, 1e-4, 0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 1 - 1e-6])
        values = []
        for part in (-0.5, -0.01, 0.01, 0.1, 0.5, 1, 1.5, 3):
            x = float(f"{part * location * conversion.mean():.6g}")
            turns = [x / (location + steps * scale) for steps in (-8, -4, -2, -1, 0, 1, 2, 4, 8) if location + steps * scale != 0]
            edges = merged([0, 1], shares, [share for share in turns if 0 < share < 1])
            values.append({"x": x, "value": integral(lambda share: conversion.pdf(share) * amount.cdf(x / share), edges)})
        # Any conversion leaves the sign of the amount.
        values.append({"x": 0, "value": float(amount.cdf(0))})
        section.append({
            "alpha": alpha, "beta": beta, "location": location, "scale": scale, "degreesOfFreedom": freedom, "cdf": values,
        })
    return section


def mean_amount(amounts, alphas):
    """What a buyer brings on average: its distribution function and density, plans taken apart one after another.

    The share of the last plan among the buyers is a Beta, and the mix of the others is independent of it.
    """
    if len(amounts) == 2:
        (first, second), width = amounts, amounts[1] - amounts[0]
        share = Beta(alphas[1], alphas[0])
        return (lambda m: share.cdf((m - first) / width)), (lambda m: share.pdf((m - first) / width) / width)
    inner_cdf, inner_pdf = mean_amount(amounts[:-1], alphas[:-1])
    last = Beta(alphas[-1], sum(alphas[:-1]))
    shares, weights = gauss_legendre(last.edges(20), 16)
    mass = weights * last.pdf(shares)

    def rest(m):
        return (numpy.asarray(m)[..., None] - shares * amounts[-1]) / (1 - shares)

    return (lambda m: inner_cdf(rest(m)) @ mass), (lambda m: inner_pdf(rest(m)) @ (mass / (1 - shares)))


def plan_mix_arm(not_buying, amounts, alphas):
    order = numpy.argsort(amounts)
    amounts = [float(amounts[index]) for index in order]
    alphas = [float(alphas[index]) for index in order]
    buying = Beta(sum(alphas), not_buying)
    amount_cdf, amount_pdf = mean_amount(amounts, alphas)
    shares, weights = gauss_legendre(buying.edges(20), 16)
    mass = weights * buying.pdf(shares)

    def in_pieces(function):
        """Few values at a time: three plans make large tables."""
        return lambda x: numpy.concatenate([function(piece) for piece in numpy.array_split(x, math.ceil(len(x) / 8))])

    total = not_buying + sum(alphas)
    mean = sum(a * b for a, b in zip(amounts, alphas)) / total
    second = sum(a * a * b for a, b in zip(amounts, alphas)) / total
    deviation = math.sqrt((second - mean * mean) / (total + 1))
    cdf = in_pieces(lambda x: amount_cdf(x[:, None] / shares) @ mass)
    pdf = in_pieces(lambda x: amount_pdf(x[:, None] / shares) @ (mass / shares))
    return OnGrid(mean, deviation, cdf, pdf, mean - 12 * deviation, mean + 12 * deviation)


def plan_mix_section():
    cases = [
        ("two plans", [
            (4_000, [(25, 90), (50, 40)]),
            (4_100, [(25, 104), (60, 31)])]),
        ("two plans, three arms", [
            (3_000, [(19, 70), (49, 30)]),
            (3_050, [(19, 62), (59, 29)]),
            (2_980, [(24, 58), (49, 33)])]),
        ("three plans", [
            (5_000, [(10, 120), (30, 60), (90, 25)]),
            (5_100, [(12, 110), (30, 66), (99, 22)])]),
        ("margin, one plan sold at a loss", [
            (2_500, [(-4.5, 60), (21.0, 45)]),
            (2_450, [(-2.5, 48), (26.0, 41)])]),
        ("half a million visitors", [
            (500_000, [(25, 9_000), (50, 4_100)]),
            (500_000, [(25, 9_100), (60, 3_500)])]),
    ]
    section = []
    for name, arms in cases:
        plans = len(arms[0][1])
        pooled = [sum(arm[1][k][1] for arm in arms) + 1 / plans for k in range(plans)]
        built = []
        for visitors, sold in arms:
            alphas = [count + pooled[k] / sum(pooled) for k, (_, count) in enumerate(sold)]
            built.append(plan_mix_arm(1 + visitors - sum(count for _, count in sold), [a for a, _ in sold], alphas))
        edges = numpy.linspace(min(arm.low for arm in built), max(arm.high for arm in built), 25)
        section.append({
            "name": name,
            "variants": [{
                "visitors": visitors,
                "plans": [{"amount": amount, "count": count} for amount, count in sold],
            } for visitors, sold in arms],
            "expected": compare_on_grid(built, "planMix", edges),
        })
    return section


# --- Anytime-valid interval --------------------------------------------------------------------------------------------


def units_of(visitors, amounts):
    return numpy.concatenate([numpy.repeat(float(amount), count) for amount, count in amounts]
                             + [numpy.zeros(visitors - sum(count for _, count in amounts))])


def anytime_valid_section():
    cases = [
        ("conversion", (3_000, [(1, 1_396)]), (3_461, [(1, 2_422)]), 0.05, 5_000),
        ("few units", (40, [(1, 3)]), (45, [(1, 7)]), 0.05, 5_000),
        ("revenue of two plans", (4_000, [(25, 90), (50, 40)]), (4_100, [(25, 104), (60, 31)]), 0.05, 10_000),
        ("margin, level 99 %", (20_000, [(-3, 400), (30, 250)]), (20_500, [(-1, 380), (36, 240)]), 0.01, 30_000),
    ]
    section = []
    for name, control, treatment, alpha, tuning in cases:
        arms = [units_of(*control), units_of(*treatment)]
        difference = float(arms[1].mean() - arms[0].mean())
        error = math.sqrt(sum(arm.var(ddof=1) / len(arm) for arm in arms))
        units = sum(len(arm) for arm in arms)
        log = -2 * math.log(alpha)
        rho = math.sqrt((log + math.log(log + 1)) / tuning)

        def martingale(distance):
            """Logarithm of the normal mixture of exponential martingales, times alpha: above 0 the truth is excluded."""
            total = distance / error * math.sqrt(units)
            growth = units * rho * rho + 1
            return (rho * total) ** 2 / (2 * growth) - math.log(growth) / 2 + math.log(alpha)

        width = increasing_root(martingale, 0, 1_000 * error)
        section.append({
            "name": name,
            "control": {"count": len(arms[0]), "sum": float(arms[0].sum()), "sumOfSquares": float((arms[0] ** 2).sum())},
            "treatment": {"count": len(arms[1]), "sum": float(arms[1].sum()), "sumOfSquares": float((arms[1] ** 2).sum())},
            "alpha": alpha,
            "tuning": tuning,
            "expected": {"difference": difference, "interval": [difference - width, difference + width]},
        })
    return section


# --- Demand ------------------------------------------------------------------------------------------------------------


class Demand:
    """Posterior of intercept and slope, prices in units of their mean, by brute force around the mode."""

    def __init__(self, points, unit_cost):
        self.prices = numpy.array([point[0] for point in points], dtype=float)
        self.visitors = numpy.array([point[1] for point in points], dtype=float)
        self.bought = numpy.array([point[2] for point in points], dtype=float)
        self.mean_price = self.prices.mean()
        self.x = self.prices / self.mean_price
        self.cost = unit_cost / self.mean_price
        found = optimize.minimize(lambda v: -self.log_density(v[0], max(v[1], 0.0)), [-2.0, 1.0], method="Nelder-Mead",
                                  options={"xatol": 1e-10, "fatol": 1e-12, "maxiter": 20_000})
        self.mode = found.x
        self.top = self.log_density(*self.mode)
        eta = self.mode[0] - self.mode[1] * self.x
        information = self.visitors * special.expit(eta) * special.expit(-eta)
        hessian = numpy.array([[information.sum() + 0.04, -(information * self.x).sum()],
                               [-(information * self.x).sum(), (information * self.x**2).sum() + 0.04]])
        covariance = numpy.linalg.inv(hessian)
        self.deviation_b = math.sqrt(covariance[1, 1])
        self.tilt = covariance[0, 1] / covariance[1, 1]
        self.deviation_a = 1 / math.sqrt(hessian[0, 0])
        self.b_range = max(0.0, self.mode[1] - 11 * self.deviation_b), self.mode[1] + 13 * self.deviation_b
        self.b, self.weight_b = gauss_legendre(numpy.linspace(*self.b_range, 151), 16)
        self.relative, self.weight_a = gauss_legendre(numpy.linspace(-12, 12, 25), 16)
        a = self.intercepts(self.relative, self.b)
        self.density = numpy.exp(self.log_density(a, self.b[:, None]) - self.top)
        self.total = self.sum(numpy.ones_like(a))

    def log_density(self, a, b):
        value = -(a * a + b * b) / 50
        for x, visitors, bought in zip(self.x, self.visitors, self.bought):
            eta = a - b * x
            value = value + bought * eta - visitors * numpy.logaddexp(0, eta)
        return value

    def intercepts(self, relative, b):
        """The intercept at positions relative to the ridge of the density, for each slope."""
        return self.mode[0] + self.tilt * (b - self.mode[1])[:, None] + self.deviation_a * relative

    def sum(self, values):
        return float(self.weight_b @ ((self.density * values) @ self.weight_a))

    def expectation(self, function):
        return self.sum(function(self.intercepts(self.relative, self.b), self.b[:, None])) / self.total

    def above(self, price):
        """Probability that earnings still rise at a price."""
        price = price / self.mean_price

        def start_at(b):
            """The intercept from which earnings rise, relative to the ridge of the density."""
            share = b * (price - self.cost)
            # Earnings (p - k) s(a - b p) rise where b (p - k) (1 - s) < 1: always when the first factor is at most 1.
            with numpy.errstate(divide="ignore", invalid="ignore"):
                least = numpy.where(share > 1, numpy.log(numpy.maximum(share - 1, 1e-300)) + b * price, -numpy.inf)
            return numpy.clip((least - self.mode[0] - self.tilt * (b - self.mode[1])) / self.deviation_a, -12, 12)

        # As a function of the slope the probability given the slope is nearly a step; panels crowd where it is.
        scan = numpy.linspace(self.b_range[0], self.b_range[1], 40_001)
        step = scan[abs(start_at(scan)) < 11]
        edges = numpy.linspace(*self.b_range, 81)
        if len(step) > 1:
            edges = merged(edges, numpy.linspace(step[0], step[-1], 81))
        b, weight_b = gauss_legendre(edges, 16)
        start = start_at(b)
        unit, weight = gauss_legendre(numpy.linspace(0, 1, 13), 16)
        relative = start[:, None] + (12 - start)[:, None] * unit
        density = numpy.exp(self.log_density(self.intercepts(relative, b), b[:, None]) - self.top)
        return float(weight_b @ ((density @ weight) * (12 - start))) / self.total

    def best_price(self, p):
        low, high = self.prices.min() / 8, self.prices.max() * 8
        return optimize.brentq(lambda price: 1 - self.above(price) - p, low, high, xtol=1e-9, rtol=1e-12)


def demand_section():
    cases = [
        ("two prices", [(39, 20_000, 620), (59, 20_000, 410)], 0),
        ("three prices, with a cost", [(20, 6_000, 420), (30, 6_100, 330), (45, 5_900, 190)], 6),
        ("two close prices, little data", [(10, 800, 60), (12, 820, 52)], 2),
    ]
    section = []
    for name, points, unit_cost in cases:
        demand = Demand(points, unit_cost)

        def at(price):
            x = price / demand.mean_price
            conversion = demand.expectation(lambda a, b: special.expit(a - b * x))
            elasticity = demand.expectation(lambda a, b: -b * x * special.expit(b * x - a))
            return {"price": price, "conversion": conversion, "elasticity": elasticity,
                    "marginPerVisitor": (price - unit_cost) * conversion}

        section.append({
            "name": name,
            "points": [{"price": price, "visitors": visitors, "conversions": bought} for price, visitors, bought in points],
            "unitCost": unit_cost,
            "expected": {
                "intercept": demand.expectation(lambda a, b: a + 0 * b),
                "slope": demand.expectation(lambda a, b: b + 0 * a),
                "bestPriceMedian": demand.best_price(0.5),
                "bestPrice80": [demand.best_price(0.1), demand.best_price(0.9)],
                "probabilityBestAbove": demand.above(float(demand.prices.max())),
                "atTestedPrices": [at(price) for price, _, _ in points],
            },
        })
    return section


# --- Special functions -------------------------------------------------------------------------------------------------


def normal_section():
    probabilities = [1e-300, 1e-100, 1e-16, 1e-9, 1e-5, 0.001, 0.025, 0.0749, 0.0751, 0.2, 0.4, 0.6, 0.8, 0.95, 0.975, 0.999999]
    quantiles = [(p, float(special.ndtri(p))) for p in probabilities]
    for p, x in quantiles:
        # An error of the quantile is one of the logarithm of the probability, x times as large.
        agree(1 + (float(special.log_ndtr(x)) - math.log(p)) / max(1, x * x), 1, "normal", f"quantile {p}")
    return [{"p": p, "value": x} for p, x in quantiles]


def chi_squared_section():
    section = []
    for freedom in (1, 2, 3, 4, 9, 10, 49, 100):
        for x in (1e-6, 0.1, 1, freedom + 1, freedom + 3, 4 * freedom, 30, 80, 300, 1_000):
            value = float(stats.chi2.sf(x, freedom))
            if freedom % 2 == 0:
                agree(float(stats.poisson.cdf(freedom // 2 - 1, x / 2)), value, "chiSquared", f"sf({x}, {freedom})")
            section.append({"x": x, "degreesOfFreedom": freedom, "value": value})
    return section


# --- The file ------------------------------------------------------------------------------------------------------------


def rounded(value):
    if isinstance(value, dict):
        return {key: rounded(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [rounded(entry) for entry in value]
    if isinstance(value, (float, numpy.floating)):
        value = float(f"{value:.15g}")
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    return value


SECTIONS = {
    "beta": beta_section,
    "comparisons": comparison_section,
    "student": student_section,
    "mean": mean_section,
    "hurdle": hurdle_section,
    "hurdleTails": hurdle_tails_section,
    "planMix": plan_mix_section,
    "anytimeValid": anytime_valid_section,
    "demand": demand_section,
    "normal": normal_section,
    "chiSquared": chi_squared_section,
}


def make():
    accuracy = {**ACCURACY, "mean": ACCURACY["comparisons"]}
    note = "Made by make-reference.py; do not edit. Prior of conversion: Beta(1, 1). An error is within accuracy when it is at most `absolute`, or `relative` times the value."
    return rounded({"note": note, "accuracy": accuracy, **{name: section() for name, section in SECTIONS.items()}})


def differences(found, wanted, limit, path):
    if isinstance(wanted, dict) and isinstance(found, dict) and found.keys() == wanted.keys():
        return [line for key in wanted for line in differences(found[key], wanted[key], limit, f"{path}.{key}")]
    if isinstance(wanted, list) and isinstance(found, list) and len(found) == len(wanted):
        pairs = enumerate(zip(found, wanted))
        return [line for index, (one, other) in pairs for line in differences(one, other, limit, f"{path}[{index}]")]
    numbers = all(isinstance(value, (int, float)) for value in (found, wanted))
    if numbers:
        error = abs(found - wanted)
        return [] if error <= max(limit["absolute"], limit["relative"] * abs(wanted)) else [f"{path}: {found} in the file, {wanted} computed"]
    return [] if found == wanted else [f"{path}: {found} in the file, {wanted} computed"]


def check():
    found, wanted = json.loads(FILE.read_text()), make()
    lines = differences(found.get("accuracy"), wanted["accuracy"], {"absolute": 0, "relative": 0}, "accuracy")
    for name in SECTIONS:
        lines += differences(found.get(name), wanted[name], wanted["accuracy"][name], name)
    print("\n".join(lines) if lines else f"{FILE.name} agrees with what was computed, each section to its accuracy.")
    return 1 if lines else 0


def main():
    if "--check" in sys.argv[1:]:
        return check()
    FILE.write_text(json.dumps(make(), indent=1, sort_keys=True) + "\n")
    print(f"Wrote {FILE.name}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
