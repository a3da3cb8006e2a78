import { configDefaults, defineConfig } from "vitest/config";

/** Played by Playwright in real Electron, not by Vitest. */
const endToEnd = "test/e2e/**";
const integration = "test/**/*.integration.test.ts";

/** An unhandled rejection or a stray error fails the run (Vitest's default); a failed test is never tried again. */
export default defineConfig({
  test: {
    restoreMocks: true,
    retry: 0,
    teardownTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.{ts,tsx}"],
          exclude: [...configDefaults.exclude, endToEnd, integration],
          pool: "threads",
          // Only says that something hangs: two busy cores are slow.
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: "integration",
          include: [integration],
          exclude: [...configDefaults.exclude, endToEnd],
          // Real ffmpeg, real sockets, two cores: one file after the other, each in a process of its own.
          pool: "forks",
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
