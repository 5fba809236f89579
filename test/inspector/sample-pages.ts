import type { Flow, SeenJwt, Step } from '../../src/inspector/flow.js'
import { logPage } from '../../src/inspector/log-page.js'
import { presentPage } from '../../src/inspector/present-page.js'
import { sequencePage } from '../../src/inspector/sequence-page.js'
import { storyOf } from '../../src/inspector/story.js'
import type { Page } from '../../src/web/frame.js'
import type { Speech } from '../../src/web/speech.js'

const NOW = Date.UTC(2026, 10, 20, 8)
const place = '/inspector'

const call = (operation: string, to: Step['to'], more: Partial<Step> = {}): Step => ({
  kind: 'call',
  operation,
  from: 'smartcloud',
  to,
  at: NOW + 12_345,
  method: 'GET',
  url: 'https://altinn.example/api/v1/a/b',
  status: 200,
  durationMs: 203,
  tokens: [],
  ...more,
})

export const jsonAnswer = (value: unknown): Step['response'] => {
  const text = JSON.stringify(value)
  return { headers: [], body: { kind: 'json', text, bytes: text.length } }
}

export const jwt = (place: SeenJwt['place'], payload: unknown): SeenJwt => ({
  place,
  fingerprint: 'a1b2c3',
  parts: 3,
  header: '{"alg":"RS256"}',
  payload: JSON.stringify(payload),
})

/** What Maskinporten's token for a system user says. */
export const systemUsersPayload = (text = '') => ({
  authorization_details: [
    {
      type: 'urn:altinn:systemuser',
      systemuser_org: { authority: 'iso6523-actorid-upis', ID: `0192:310261629${text}` },
      systemuser_id: [`49469a5e-6b91-46e7-a45c-8f2d7e2d1302${text}`],
      system_id: `991825827_smartcloud${text}`,
    },
  ],
  scope: `altinn:systembruker.demo${text}`,
  iss: 'https://test.maskinporten.no/',
  client_amr: 'private_key_jwt',
  exp: 1795161720,
  iat: 1795161600,
  consumer: { authority: 'iso6523-actorid-upis', ID: `0192:991825827${text}` },
})

/** Every kind of step, as it may come from a token, an answer, or a file. */
export const sampleFlow = (text = ''): Flow => ({
  id: 'a-flow',
  journey: 'access',
  organisationNumber: '310261629',
  startedAt: NOW,
  updatedAt: NOW,
  missing: 2,
  steps: [
    call('maskinporten: get token', 'maskinporten', {
      method: 'POST',
      url: 'https://maskinporten.example/token',
      tokens: [
        jwt('request', {
          scope: `a:b${text}`,
          authorization_details: [{ type: 'urn:altinn:systemuser' }],
        }),
        jwt('response', systemUsersPayload(text)),
      ],
    }),
    {
      kind: 'kept',
      operation: 'altinn: kept token',
      from: 'smartcloud',
      to: 'altinn',
      at: NOW,
      tokens: [jwt('kept', { scope: `a:b${text}`, consumer: { ID: '0192:991825827' } })],
    },
    call('altinn: read system user request', 'altinn', {
      response: jsonAnswer({ id: '1', status: `Accepted${text}` }),
    }),
    call('browser: to altinn', 'browser', {
      kind: 'redirect',
      url: `https://altinn.example/ui?id=1${encodeURIComponent(text)}`,
    }),
    call(`something else${text}`, 'api', {
      status: 403,
      response: jsonAnswer({ title: `Forbidden${text}`, detail: `No${text}`, code: 403 }),
    }),
    call('logistics: read status', 'api', {}),
    {
      kind: 'call',
      operation: 'logistics: read status',
      from: 'smartcloud',
      to: 'api',
      at: NOW,
      method: 'GET',
      url: 'https://api.example/',
      durationMs: 10_000,
      failure: 'timeout',
      tokens: [],
    },
  ],
})

/**
 * The views of a flow that are nobody else's.
 *
 * @param evil what an upstream may have written
 */
export function inspectorPages(evil: string): Record<string, (speech: Speech) => Page> {
  const flow = sampleFlow(evil)
  const slide = (step: number, focus: number) => (speech: Speech) =>
    presentPage({ place, story: storyOf(flow, speech), step, focus }, speech)!
  return {
    'Røntgen, sequence': speech => sequencePage({ place, story: storyOf(flow, speech) }, speech),
    'Røntgen, log': speech => logPage({ place, story: storyOf(flow, speech) }, speech),
    'Røntgen, a sentence': slide(1, 1),
    'Røntgen, a claim': slide(1, 3),
    'Røntgen, an answer': slide(1, 8),
    'Røntgen, a kept token': slide(2, 4),
    'Røntgen, a status': slide(3, 2),
    'Røntgen, a redirect': slide(4, 2),
    'Røntgen, a reason': slide(5, 3),
    'Røntgen, a refusal': slide(5, 5),
    'Røntgen, no answer': slide(7, 2),
  }
}
