import { join } from 'node:path'

/**
 * The folder that holds `views/` and `public/`. This file stays two levels below it: so do the
 * bundles in `dist/run/`, into which it is built.
 */
export const ROOT = join(import.meta.dirname, '../..')
