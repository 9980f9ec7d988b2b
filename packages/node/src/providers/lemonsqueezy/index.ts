export { ProviderError } from "../provider-error.ts";
export { type LemonSqueezyOptions, lemonsqueezy } from "./lemonsqueezy.ts";
