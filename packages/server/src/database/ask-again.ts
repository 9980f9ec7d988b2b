import { wasCut } from "./is-unavailable.ts";

/** What reads is asked once more where its connection was cut meanwhile: another one takes its place. */
export async function askAgain<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    if (!wasCut(error)) throw error;
    return read();
  }
}
