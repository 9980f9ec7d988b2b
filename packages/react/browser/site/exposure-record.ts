import type { Exposure } from "../../src/index.ts";

declare global {
  interface Window {
    /** What the page reported, and when, in milliseconds since it was opened. */
    exposures: { readonly exposure: Exposure; readonly at: number }[];
  }
}
