import type { Experiment } from "../assignment/experiment.ts";

/** One part of another system's configuration that has no place here, or that would change somebody's arm. */
export interface NotCarriedOver {
  /** Where it is in the configuration, for example `["features", "pro-price", "rules", 0, "condition"]`. */
  readonly path: readonly (string | number)[];
  /** Machine-readable code, for example `several-strategies`. */
  readonly code: string;
  /** What it is, and what follows from it. */
  readonly message: string;
}

/** What became of another system's configuration. */
export interface ImportResult {
  /** The experiments under which every unit has the arm that it had; an experiment that would not is left out. */
  readonly experiments: readonly Experiment[];
  /** Everything else, down to the field: read it before the old system is switched off. */
  readonly notCarriedOver: readonly NotCarriedOver[];
}

/** Where in a configuration something is. */
export type Path = readonly (string | number)[];

/** What an import collects as it reads. */
export interface ImportLog {
  readonly experiments: Experiment[];
  readonly notCarriedOver: NotCarriedOver[];
}

/**
 * What stands against carrying one experiment over. It goes into the log as a whole once the experiment is read, so
 * that all its obstacles are known, not only the first.
 */
export type Obstacle = (path: Path, code: string, message: string) => void;

/** Puts down something that stays behind while the experiment moves. */
export function note(log: ImportLog, path: Path, code: string, message: string): void {
  log.notCarriedOver.push({ path, code, message });
}

/**
 * Reads one experiment: it is carried over where nothing stands against it, and otherwise left out with every reason.
 *
 * @param read Names its obstacles; null where there is nothing to carry over at all.
 */
export function carryOver(log: ImportLog, key: string, read: (obstacle: Obstacle) => Experiment | null): void {
  const obstacles: NotCarriedOver[] = [];
  const experiment = read((path, code, message) => {
    obstacles.push({ path, code, message: `Experiment "${key}" is left out: ${message}.` });
  });
  if (obstacles.length === 0 && experiment) log.experiments.push(experiment);
  log.notCarriedOver.push(...obstacles);
}

/** Puts down that an experiment could not keep its name. */
export function noteRename(log: ImportLog, path: Path, name: string, key: string): void {
  if (key !== name) note(log, path, "key-changed", `Experiment "${name}" is now called "${key}".`);
}

/** Puts down the fields of an object that nothing was made of. */
export function noteOtherFields(log: ImportLog, value: object, path: Path, known: readonly string[]): void {
  for (const [field, content] of Object.entries(value)) {
    if (known.includes(field) || content === null || content === undefined) continue;
    note(log, [...path, field], "no-place", `"${field}" has no place in an experiment and stays behind.`);
  }
}
