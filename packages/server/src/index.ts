export { createApp } from "./app.ts";
export { type Configuration, ConfigurationError, readConfiguration } from "./configuration/configuration.ts";
export type { Database, Queries, Scope } from "./database/database.ts";
export { FolderInUseError } from "./database/folder-lock.ts";
export { openDatabase } from "./database/open-database.ts";
export type { RateLimits } from "./limits/rate-limits.ts";
export type { Services } from "./services.ts";
export { PortTakenError, type RunningServer, startServer } from "./start-server.ts";
export type { FirstKeys } from "./tenants/first-keys.ts";
