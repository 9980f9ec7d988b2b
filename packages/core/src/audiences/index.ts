export type { Audience, AudienceCompiler, AudienceMatcher } from "../assignment/audience.ts";
export { type AudiencesOptions, audiences } from "./audiences.ts";
