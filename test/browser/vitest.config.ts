import { defineConfig } from 'vitest/config'

/** The journeys in a real browser: one after another, since they share the machine's screen. */
export default defineConfig({
  test: {
    root: '.',
    include: ['test/browser/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
})
