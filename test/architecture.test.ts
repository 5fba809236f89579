import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

/*
 * The import column, enforced. An area may import from itself, from what it lists here, and from
 * `errors.ts` and `action.ts`. A folder or file at the top of src/ that is not in the table fails.
 */
const ANYWHERE = ['errors', 'action']
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  action: [],
  redact: [],
  log: ['redact'],
  config: ['domain'],
  domain: [],
  design: ['domain'],
  upstream: ['log'],
  maskinporten: ['upstream', 'domain'],
  altinn: ['upstream', 'domain'],
  database: ['domain'],
  web: ['design', 'domain', 'log'],
  onboarding: ['altinn', 'database', 'web', 'design', 'domain'],
  'reference-apis': ['upstream', 'database', 'web', 'design', 'domain'],
  sandbox: ['design', 'domain'],
  app: ['onboarding', 'reference-apis', 'web', 'design', 'domain', 'log'],
  compose: [
    'app',
    'config',
    'onboarding',
    'reference-apis',
    'sandbox',
    'altinn',
    'maskinporten',
    'database',
    'upstream',
    'web',
    'design',
    'domain',
    'log',
  ],
  server: ['app', 'compose', 'config', 'web', 'log'],
  demo: ['app', 'compose', 'config', 'web', 'log'],
}

const SRC = join(import.meta.dirname, '../src')

const sources = (folder: string): string[] =>
  readdirSync(folder).flatMap(name => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? sources(path) : path.endsWith('.ts') ? [path] : []
  })

const areaOf = (path: string): string =>
  relative(SRC, path)
    .split('/')[0]!
    .replace(/\.(ts|js)$/, '')

const importsOf = (path: string): string[] =>
  [...readFileSync(path, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
    match => match[1]!,
  )

describe('The parts of SmartCloud know of each other only what the table allows', () => {
  for (const file of sources(SRC)) {
    const area = areaOf(file)
    test(relative(SRC, file), () => {
      const allowed = MAY_IMPORT[area]
      expect(allowed, `src/${area} is not in the table`).toBeDefined()
      for (const specifier of importsOf(file).filter(name => name.startsWith('.'))) {
        const target = areaOf(normalize(join(dirname(file), specifier)))
        if (target === area || ANYWHERE.includes(target)) continue
        expect(allowed, `${relative(SRC, file)} imports ${specifier}`).toContain(target)
      }
    })
  }

  test('axios is imported in one area, and Express’ session in two', () => {
    const importers = (name: string) =>
      new Set(
        sources(SRC)
          .filter(file => importsOf(file).includes(name))
          .map(areaOf),
      )
    expect([...importers('axios')]).toEqual(['upstream'])
    expect([...importers('express-session')].sort()).toEqual(['database', 'web'])
    expect([...importers('libsql')]).toEqual(['database'])
    expect([...importers('pg')]).toEqual(['database'])
  })

  test('areas are two levels deep', () => {
    for (const file of sources(SRC))
      expect(relative(SRC, file).split('/').length, file).toBeLessThanOrEqual(
        file.includes('/texts/') ? 3 : 2,
      )
  })
})
