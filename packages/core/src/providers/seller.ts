import type { PaymentProvider } from "../catalog/price.ts";

/** Who takes the money: a payment provider, or the sandbox, which only says so. */
export type Seller = PaymentProvider | "sandbox";
