#!/usr/bin/env node
// Ends with 0 when the server on this machine's PORT answers, for a container's health check.
const { PORT = "3001" } = process.env;
const answer = await fetch(`http://127.0.0.1:${PORT}/health`, { signal: AbortSignal.timeout(2000) }).catch(() => null);
process.exitCode = answer?.ok ? 0 : 1;
