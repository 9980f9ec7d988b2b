/** Lets whoever stores work to be done wake up the one who does it. */
export interface Work {
  readonly wake: () => void;
  /** Says who is woken; one at a time. */
  readonly onWake: (action: () => void) => void;
}

/** Makes a bell; without a worker nobody hears it, and the work is found at the next look. */
export function createWork(): Work {
  let wakeUp = () => {};
  return {
    wake: () => wakeUp(),
    onWake: (action) => {
      wakeUp = action;
    },
  };
}
