import { defineConfig } from 'vitest/config'

/*
 * One process for all files: each builds its own world and leaves nothing behind, so nothing is
 * isolated, and the application is imported once instead of once a file.
 */
export default defineConfig({
  test: {
    root: '.',
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**', 'node_modules/**'],
    isolate: false,
    maxWorkers: '100%',
    testTimeout: 20_000,
  },
})
