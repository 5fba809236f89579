import { titleOf, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import { parametersOf, refusalsOf, schemas, type Schema } from './api-description.js'
import { OPERATIONS, PROBLEMS, type Operation } from './api-operations.js'

/** The description of the API as a page of ours. What programs read is in English. */
export function apiDocsPage(
  { baseUrl, cookie }: { baseUrl: string; cookie: string },
  speech: Speech,
) {
  const { t, say } = speech
  const words = t.apiDocs

  return {
    view: 'reference-apis/api-docs',
    title: titleOf(words.heading, speech),
    words,
    operations: OPERATIONS.map(operation => {
      const parameters = parametersOf(operation)
      return {
        id: operation.id,
        summary: operation.summary,
        description: operation.description,
        address: `GET ${operation.path}`,
        parameters: parameters.map(({ name, in: place, required, description }) => ({
          name,
          place: words.places[place],
          required: required ? words.yes : words.no,
          description,
        })),
        parametersRegion: say(words.tableOf, {
          name: words.parameters,
          operation: operation.id,
        }),
        answer: operation.answer,
        refusals: [...refusalsOf(operation).keys()].join(', '),
        example: exampleOf(operation, baseUrl, cookie),
      }
    }),
    schemas: Object.entries(schemas()).map(([name, schema]) => ({
      name,
      region: say(words.schemaTable, { name }),
      fields: fieldsOf(schema),
    })),
    problems: Object.entries(PROBLEMS).map(([code, [status, meaning]]) => ({
      code,
      status,
      meaning,
    })),
  } satisfies Page & Record<string, unknown>
}

function exampleOf(operation: Operation, baseUrl: string, cookie: string): string {
  const path = operation.path.replace(':org', '310261629')
  const query = parametersOf(operation).some(({ name }) => name === 'from')
    ? '?from=2026-01-01&to=2026-12-31'
    : ''
  return `curl --cookie '${cookie}=…' '${baseUrl}${path}${query}'`
}

interface Field {
  /** With what it is inside of: `data.krav[].kravforfall[].forfallsdato`. */
  name: string
  type: string
  required: boolean
  description: string
}

function fieldsOf(schema: Schema, prefix = ''): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, property]) => {
    const name = prefix + key
    const { schema: bare, type } = typeOf(property)
    return [
      {
        name,
        type,
        required: schema.required?.includes(key) ?? false,
        description: property.description ?? '',
      },
      ...(bare.items ? fieldsOf(bare.items, `${name}[].`) : fieldsOf(bare, `${name}.`)),
    ]
  })
}

/** What may also be null says so, and is looked into all the same. */
function typeOf(property: Schema): { schema: Schema; type: string } {
  const choices = property.anyOf ?? []
  const bare = choices.find(({ type }) => type !== 'null') ?? property
  const isNullable = choices.some(({ type }) => type === 'null')
  const base = bare.items ? `${bare.items.type ?? ''}[]` : (bare.type ?? '')
  const precise = bare.enum?.join(' | ') ?? (bare.format ? `${base} (${bare.format})` : base)
  return { schema: bare, type: isNullable ? `${precise} | null` : precise }
}
