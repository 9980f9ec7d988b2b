import { run } from "./run.ts";
import { serveFakeModel } from "./serve-fake-model.ts";

const model = await serveFakeModel();
console.dir(await run(model.url), { depth: null });
await model.close();
