import type { PlanCount, VariantStatistics } from "./variant-statistics.ts";

/** Where the difference in observed revenue per visitor comes from; the three parts add up to it. */
export interface MoneySources {
  /** More or fewer buyers, at the control's revenue per buyer. */
  readonly conversion: number;
  /** Buyers taking other plans, at the control's prices. */
  readonly planMix: number;
  /** Other prices for the same plans. */
  readonly price: number;
}

/** How far conversion may fall before the higher price loses. */
export interface BreakEven {
  /** `1 - m0 / m1`, with m the margin (or price) of a buyer at the control's plan mix; negative means it must rise. */
  readonly fall: number;
  /** How far conversion fell, from the posterior means. */
  readonly observedFall: number;
}

/** Splits the difference between an arm and the control; null where either has no buyers or no known plans. */
export function moneySources(arm: VariantStatistics, control: VariantStatistics): MoneySources | null {
  const [shares, controlShares] = [planShares(arm), planShares(control)];
  if (!shares || !controlShares || arm.visitors === 0 || control.visitors === 0) return null;
  const conversion = arm.conversions / arm.visitors;
  const controlConversion = control.conversions / control.visitors;
  const controlAmounts = new Map(controlShares.map(({ plan }) => [plan.id, plan.amount]));
  const atControlPrices = shares.reduce(
    (sum, { plan, share }) => sum + share * (controlAmounts.get(plan.id) ?? plan.amount),
    0,
  );
  const own = shares.reduce((sum, { plan, share }) => sum + share * plan.amount, 0);
  const controls = controlShares.reduce((sum, { plan, share }) => sum + share * plan.amount, 0);
  return {
    conversion: (conversion - controlConversion) * controls,
    planMix: conversion * (atControlPrices - controls),
    price: conversion * (own - atControlPrices),
  };
}

/** The break-even of an arm against the control; null where the arm's buyer brings nothing or plans are not known. */
export function breakEven(
  arm: VariantStatistics,
  control: VariantStatistics,
  conversionRatio: number,
): BreakEven | null {
  const shares = planShares(control) ?? solePlan(control);
  if (!shares) return null;
  const marginOf = ({ amount, unitCost = 0 }: PlanCount) => amount - unitCost;
  const controls = shares.reduce((sum, { plan, share }) => sum + share * marginOf(plan), 0);
  const arms = shares.reduce(
    (sum, { plan, share }) => sum + share * marginOf(arm.plans?.find(({ id }) => id === plan.id) ?? plan),
    0,
  );
  return arms > 0 ? { fall: 1 - controls / arms, observedFall: 1 - conversionRatio } : null;
}

interface PlanShare {
  readonly plan: PlanCount;
  readonly share: number;
}

function planShares({ plans, conversions }: VariantStatistics): PlanShare[] | null {
  return plans && conversions > 0 ? plans.map((plan) => ({ plan, share: plan.count / conversions })) : null;
}

/** Before the first sale the mix of a single plan is known all the same. */
function solePlan({ plans }: VariantStatistics): PlanShare[] | null {
  const [plan] = plans ?? [];
  return plan && plans?.length === 1 ? [{ plan, share: 1 }] : null;
}
