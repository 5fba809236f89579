import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

/*
 * The import column, enforced. An area may import from itself, from what it lists here, and from
 * `errors.ts`, `action.ts` and `witness.ts`. A folder or file at the top of src/ that is not in the table fails.
 */
const ANYWHERE = ['errors', 'action', 'witness']
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  action: [],
  witness: [],
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
  'sign-in': ['database', 'web', 'design', 'domain'],
  onboarding: ['asking', 'altinn', 'database', 'web', 'design', 'domain'],
  access: ['asking', 'altinn', 'database', 'web', 'design', 'domain'],
  'reference-apis': ['upstream', 'database', 'web', 'design', 'domain'],
  asking: ['altinn', 'database', 'domain'],
  console: ['database', 'web', 'design', 'domain'],
  customers: ['asking', 'altinn', 'maskinporten', 'database', 'web', 'design', 'domain'],
  requests: ['asking', 'altinn', 'database', 'web', 'design', 'domain'],
  readiness: [
    'altinn',
    'maskinporten',
    'upstream',
    'database',
    'web',
    'design',
    'domain',
    'redact',
  ],
  planner: ['asking', 'altinn', 'database', 'web', 'design', 'domain'],
  'business-register': ['upstream', 'domain'],
  batches: ['business-register', 'asking', 'altinn', 'database', 'web', 'design', 'domain'],
  'system-register': ['altinn', 'database', 'web', 'design', 'domain'],
  reconciliation: ['asking', 'altinn', 'database', 'web', 'design', 'domain'],
  audit: ['database', 'web', 'design', 'domain'],
  'demo-scripts': ['upstream', 'database', 'web', 'design', 'domain'],
  inspector: ['database', 'web', 'design', 'domain', 'redact'],
  sandbox: ['design', 'domain'],
  app: [
    'asking',
    'access',
    'sign-in',
    'onboarding',
    'reference-apis',
    'console',
    'customers',
    'requests',
    'readiness',
    'planner',
    'batches',
    'system-register',
    'reconciliation',
    'audit',
    'inspector',
    'demo-scripts',
    'web',
    'design',
    'domain',
    'log',
  ],
  'upstream-clients': ['config', 'altinn', 'maskinporten', 'upstream', 'log'],
  compose: [
    'app',
    'upstream-clients',
    'explain-failures',
    'config',
    'access',
    'onboarding',
    'reference-apis',
    'sign-in',
    'asking',
    'console',
    'customers',
    'requests',
    'readiness',
    'planner',
    'batches',
    'system-register',
    'reconciliation',
    'audit',
    'inspector',
    'demo-scripts',
    'business-register',
    'altinn',
    'maskinporten',
    'database',
    'upstream',
    'web',
    'design',
    'domain',
    'redact',
    'log',
  ],
  'compose-demo': ['compose', 'config', 'sandbox', 'database', 'domain', 'log'],
  'explain-failures': ['altinn', 'maskinporten', 'upstream', 'web', 'design'],
  server: ['app', 'compose', 'config', 'web', 'log'],
  'demo-arguments': ['domain'],
  'open-browser': [],
  'start-demo': ['app', 'compose-demo', 'demo-arguments', 'open-browser', 'web', 'domain', 'log'],
  demo: ['start-demo', 'demo-arguments', 'web', 'log'],
  commands: [
    'config',
    'upstream-clients',
    'start-demo',
    'sandbox',
    'readiness',
    'system-register',
    'reference-apis',
    'database',
    'altinn',
    'maskinporten',
    'upstream',
    'web',
    'design',
    'domain',
    'log',
  ],
  cli: ['commands'],
}

/*
 * The sandbox from the inside, from what is known to what is shown. What stands at its top puts
 * the areas together.
 */
const TOP_OF_SANDBOX = ['server', 'run', 'open-sandbox', 'quick-server', 'site-router', 'root']
const SANDBOX_MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  state: [],
  grants: ['state'],
  world: ['state', 'grants'],
  altinn: ['state', 'world'],
  maskinporten: ['state', 'grants', 'world', 'altinn'],
  apis: ['state', 'world', 'altinn', 'maskinporten'],
  rows: ['state', 'world', 'altinn'],
  site: ['root', 'state', 'world', 'altinn'],
  pages: ['state', 'world', 'altinn', 'site'],
  oidc: ['state', 'grants', 'world', 'altinn', 'site'],
  desk: ['state', 'world', 'altinn', 'rows', 'site', 'oidc'],
}

const SRC = join(import.meta.dirname, '../src')
const SANDBOX = join(SRC, 'sandbox')

const sources = (folder: string): string[] =>
  readdirSync(folder).flatMap(name => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? sources(path) : path.endsWith('.ts') ? [path] : []
  })

const areaOf = (path: string, root = SRC): string =>
  relative(root, path)
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
          .map(file => areaOf(file)),
      )
    expect([...importers('axios')]).toEqual(['upstream'])
    expect([...importers('openid-client')]).toEqual(['sign-in'])
    expect([...importers('express-session')].sort()).toEqual(['database', 'web'])
    expect([...importers('libsql')]).toEqual(['database'])
    expect([...importers('pg')]).toEqual(['database'])
  })

  test('areas are two levels deep, and those with areas of their own three', () => {
    for (const file of sources(SRC))
      expect(relative(SRC, file).split('/').length, file).toBeLessThanOrEqual(
        /\/(texts|sandbox)\//.test(file) ? 3 : 2,
      )
  })
})

describe('The parts of the sandbox know of each other only what its table allows', () => {
  test.each(sources(SANDBOX).map(file => [relative(SANDBOX, file), file]))('%s', (name, file) => {
    const area = areaOf(file, SANDBOX)
    if (TOP_OF_SANDBOX.includes(area)) return expect(name).not.toContain('/')
    const allowed = SANDBOX_MAY_IMPORT[area]
    expect(allowed, `src/sandbox/${area} is not in the table`).toBeDefined()
    for (const specifier of importsOf(file).filter(imported => imported.startsWith('.'))) {
      const target = normalize(join(dirname(file), specifier))
      if (areaOf(target) !== 'sandbox' || areaOf(target, SANDBOX) === area) continue
      expect(allowed, `${name} imports ${specifier}`).toContain(areaOf(target, SANDBOX))
    }
  })

  test('and none of them knows another that knows it', () => {
    const reached = (area: string): string[] =>
      (SANDBOX_MAY_IMPORT[area] ?? []).flatMap(next => [next, ...reached(next)])
    for (const area of Object.keys(SANDBOX_MAY_IMPORT)) expect(reached(area)).not.toContain(area)
  })
})
