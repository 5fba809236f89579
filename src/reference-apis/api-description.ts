import * as z from 'zod'
import { ANSWERS, Problem } from './api-answers.js'
import { hasPeriod, OPERATIONS, PROBLEMS, type Operation } from './api-operations.js'

/** What is used of JSON Schema here. */
export interface Schema {
  $ref?: string
  type?: string
  format?: string
  pattern?: string
  description?: string
  enum?: readonly string[]
  properties?: Record<string, Schema>
  required?: readonly string[]
  items?: Schema
  anyOf?: readonly Schema[]
}

export interface Parameter {
  name: 'org' | 'from' | 'to'
  in: 'path' | 'query'
  required: boolean
  description: string
  schema: Schema
}

const ORGANISATION: Parameter = {
  name: 'org',
  in: 'path',
  required: true,
  description:
    'Of the organisation you represent, or of a client on your list. Any other is unknown here.',
  schema: { type: 'string', pattern: '^[0-9]{9}$' },
}
const DAYS: readonly Parameter[] = [
  ['from', 'First day. Goes together with `to`.'] as const,
  ['to', 'Last day, at most one year after `from`.'] as const,
].map(([name, description]) => ({
  name,
  in: 'query',
  required: false,
  description,
  schema: { type: 'string', format: 'date' },
}))

export const parametersOf = (operation: Operation): readonly Parameter[] => [
  ...(operation.path.includes(':org') ? [ORGANISATION] : []),
  ...(hasPeriod(operation) ? DAYS : []),
]

/** Every status an operation may answer with, but for 200, with the codes that come with it. */
export function refusalsOf(operation: Operation): ReadonlyMap<number, readonly string[]> {
  const byStatus = new Map<number, string[]>()
  for (const [code, [status]] of Object.entries(PROBLEMS)) {
    if (code === 'invalid_period' && !hasPeriod(operation)) continue
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return byStatus
}

let made: Readonly<Record<string, Schema>> | undefined

/** All schemas by name, as JSON Schema 2020-12. Made when first asked for, and kept. */
export function schemas(): Readonly<Record<string, Schema>> {
  made ??= Object.fromEntries(
    Object.entries({ ...ANSWERS, Problem }).map(([name, schema]) => {
      const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'output' })
      return [name, rest as Schema]
    }),
  )
  return made
}

const refTo = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })

/**
 * The OpenAPI document of our own API, made of the schemas that its answers are checked against.
 *
 * @param cookie name of the session's cookie
 * @see https://spec.openapis.org/oas/v3.1.1.html
 */
export function apiDescription({ baseUrl, cookie }: { baseUrl: string; cookie: string }) {
  return {
    openapi: '3.1.1',
    info: {
      title: 'SmartCloud for customers',
      version: '1.0.0',
      description: 'What the pages show, as JSON. Every figure is fetched while you wait.',
    },
    servers: [{ url: baseUrl }],
    security: [{ session: [] }],
    paths: Object.fromEntries(
      OPERATIONS.map(operation => [
        operation.path.replace(/:(\w+)/g, '{$1}'),
        { get: operationOf(operation) },
      ]),
    ),
    components: {
      schemas: schemas(),
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: cookie } },
    },
  }
}

const operationOf = (operation: Operation) => ({
  operationId: operation.id,
  summary: operation.summary,
  description: operation.description,
  parameters: parametersOf(operation),
  responses: {
    200: {
      description: 'What the upstream said',
      content: { 'application/json': { schema: refTo(operation.answer) } },
    },
    ...Object.fromEntries(
      [...refusalsOf(operation)].map(([status, codes]) => [
        status,
        {
          description: codes.map(code => PROBLEMS[code as keyof typeof PROBLEMS][1]).join(' '),
          content: { 'application/problem+json': { schema: refTo('Problem') } },
        },
      ]),
    ),
  },
})
