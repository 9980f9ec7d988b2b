/** Instructions that {@link parseDockerfile} knows; another one is an error, so that none is passed over. */
const KNOWN = ["WORKDIR", "COPY", "RUN", "ENV", "USER", "VOLUME", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD"];

/**
 * The stages of a Dockerfile with their steps.
 *
 * @param {string} text
 * @returns {{ name: string, steps: { instruction: string, argument: string }[] }[]}
 */
export function parseDockerfile(text) {
  const lines = text
    .replace(/\\\n/g, " ")
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#"));
  const stages = [];
  for (const line of lines) {
    const [, instruction, argument] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
    if (instruction === "FROM") stages.push({ name: / AS (\w+)$/.exec(argument)?.[1] ?? "", steps: [] });
    else if (KNOWN.includes(instruction)) stages.at(-1).steps.push({ instruction, argument });
    else throw new Error(`${line}: this is not followed here.`);
  }
  return stages;
}
