import { defineConfig } from 'vitest/config'

/** The journeys in a real browser, one file after another: they share it, and the machine. */
export default defineConfig({
  test: {
    root: '.',
    include: ['test/browser/**/*.test.ts'],
    globalSetup: 'test/browser/start-chromium.ts',
    fileParallelism: false,
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
