import { prices } from "../../../shop/prices.ts";

/** `/pw/events`, `/pw/evaluate` and `/pw/checkout`. */
export const { POST } = prices.handlers;
