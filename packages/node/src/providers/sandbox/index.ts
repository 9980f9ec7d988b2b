export { ProviderError } from "../provider-error.ts";
export { type SandboxOptions, type SandboxProvider, sandbox } from "./sandbox.ts";
export type { SandboxDelivery } from "./sign-delivery.ts";
