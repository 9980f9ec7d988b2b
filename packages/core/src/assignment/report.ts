/** Notes one problem of the experiment that is being prepared; the path starts at the experiment. */
export type Report = (path: readonly (string | number)[], code: string, message: string) => void;
