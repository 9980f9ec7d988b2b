import { type Browser, chromium } from "playwright-core";

/**
 * Starts Chromium with a new profile; `CHROMIUM_PATH` says where it is when it is not at Debian's place.
 *
 * @param without Arguments that the driver would pass, such as those that turn features off.
 */
export function launchBrowser(without: string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-background-networking"],
    ignoreDefaultArgs: without,
  });
}
