import { defineConfig } from 'vitest/config'

/** The journeys in a real browser: one, which two files at a time share. */
export default defineConfig({
  test: {
    root: '.',
    include: ['test/browser/**/*.test.ts'],
    globalSetup: 'test/browser/start-chromium.ts',
    maxWorkers: 2,
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
