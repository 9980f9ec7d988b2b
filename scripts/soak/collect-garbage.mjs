// Loaded into the server that is watched: asked to, it collects its garbage and says how much is left.
process.on("SIGUSR2", () => {
  globalThis.gc();
  console.log(`bytes left: ${process.memoryUsage().heapUsed}`);
});
