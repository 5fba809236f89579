import { expect, test } from 'vitest'
import type { Flow, Step } from '../../src/inspector/flow.js'
import { storyOf } from '../../src/inspector/story.js'
import { markdownOf, mermaidOf } from '../../src/inspector/take-away.js'
import { LANGUAGES, speechFor } from '../../src/web/speech.js'

const call = (more: Partial<Step>): Step => ({
  kind: 'call',
  operation: 'logistics: read status',
  from: 'smartcloud',
  to: 'api',
  at: 1_795_161_600_000,
  method: 'GET',
  url: 'https://example.no/api/Logistics/310332186',
  status: 200,
  durationMs: 203,
  tokens: [],
  ...more,
})
const flowOf = (...steps: Step[]): Flow => ({
  id: 'x',
  journey: 'access',
  organisationNumber: '310332186',
  startedAt: 1_795_161_600_000,
  updatedAt: 1_795_161_600_000,
  steps,
  missing: 2,
})
const nb = speechFor('nb')

const JOURNEY = flowOf(
  call({
    operation: 'maskinporten: get token',
    to: 'maskinporten',
    method: 'POST',
    url: 'https://test.maskinporten.no/token',
    tokens: [
      {
        place: 'response',
        fingerprint: 'a1b2c3',
        parts: 3,
        header: '{"alg":"RS256"}',
        payload: '{"scope":"altinn:systembruker.demo"}',
      },
    ],
  }),
  {
    kind: 'redirect',
    operation: 'browser: to altinn',
    from: 'smartcloud',
    to: 'browser',
    at: 1_795_161_601_000,
    method: 'GET',
    url: 'https://am.ui.tt02.altinn.no/accessmanagement/ui/systemuser/request?id=1',
    tokens: [],
  },
  {
    kind: 'kept',
    operation: 'maskinporten: kept token',
    from: 'smartcloud',
    to: 'maskinporten',
    at: 1,
    tokens: [],
  },
  call({ status: 403 }),
)

test('A flow is a Mermaid diagram, with everybody who takes part and nobody else', () => {
  expect(mermaidOf(storyOf(JOURNEY, nb), nb)).toBe(`sequenceDiagram
  autonumber
  participant browser as Nettleser
  participant smartcloud as SmartCloud
  participant maskinporten as Maskinporten
  participant api as Tjeneste-API
  Note over smartcloud: Kunden godkjenner
  smartcloud->>maskinporten: Hent token fra Maskinporten
  maskinporten-->>smartcloud: 200, 203 ms
  smartcloud->>browser: Send kunden til Altinn
  Note over smartcloud: Bruk systemtilgangen
  Note over smartcloud,maskinporten: Bruk tokenet om igjen (Mellomlager)
  smartcloud->>api: Hent logistikkstatus
  api-->>smartcloud: 403, 203 ms
`)
})

test.each(LANGUAGES)('A flow is Markdown to be read, with the diagram in it, in %s', language => {
  const speech = speechFor(language)
  const story = storyOf(JOURNEY, speech)
  const text = markdownOf(story, speech)
  expect(text).toContain(`# ${story.name}`)
  expect(text).toContain('```mermaid\nsequenceDiagram')
  expect(text).toContain('`POST https://test.maskinporten.no/token`')
  expect(text).toContain('- `scope`: `altinn:systembruker.demo`')
  expect(text).toContain(speech.t.inspector.signatureHidden)
  expect(text).toMatch(language === 'nb' ? /2 kall mangler/ : /2 calls are missing/)
  for (const { title } of story.steps) expect(text).toContain(title)
})

test('What an upstream says ends neither a fence, nor a line, nor a diagram', () => {
  const hostile = '```\n# not ours\n````;\nend\nNote over x: y'
  const flow = flowOf(
    call({
      url: 'https://example.no/`a`',
      response: {
        headers: [],
        body: { kind: 'text', text: hostile, bytes: hostile.length },
      },
    }),
  )
  const story = storyOf(flow, nb)
  const text = markdownOf(story, nb)
  expect(text).toContain(`\`\`\`\`\`\n${hostile}\n\`\`\`\`\``)
  expect(text).toContain('`` GET https://example.no/`a` ``')
  expect(mermaidOf(story, nb).split('\n')).toHaveLength(8)
})
