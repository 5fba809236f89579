import { comparePage } from '../../src/inspector/compare-page.js'
import type { Body, Flow, Step } from '../../src/inspector/flow.js'
import { listPage } from '../../src/inspector/list-page.js'
import { stepPage } from '../../src/inspector/step-page.js'
import { storyOf } from '../../src/inspector/story.js'
import { listTools } from '../../src/inspector/tools.js'
import type { Page } from '../../src/web/frame.js'
import type { Speech } from '../../src/web/speech.js'
import { jsonAnswer, jwt, sampleFlow, systemUsersPayload } from './sample-pages.js'

const place = '/inspector'

/** Steps with what is odd in them, after those of every kind. */
function oddFlow(evil: string): Flow {
  const flow = sampleFlow(evil)
  const body = (more: Partial<Body>): Step['request'] => ({
    headers: [
      ['content-type', evil],
      ['accept', evil],
    ],
    body: { kind: 'text', text: evil, bytes: 1_204, ...more },
  })
  const step = (more: Partial<Step>): Step => ({
    kind: 'call',
    operation: 'altinn: create system user request',
    from: 'smartcloud',
    to: 'altinn',
    at: flow.startedAt,
    method: 'POST',
    url: `https://altinn.example/api?q=${encodeURIComponent(evil)}`,
    status: 201,
    durationMs: 203,
    tokens: [],
    ...more,
  })
  const grant = {
    iss: evil,
    scope: evil,
    exp: evil,
    authorization_details: [{ type: 'urn:altinn:systemuser', externalRef: evil }],
  }
  return {
    ...flow,
    steps: [
      ...flow.steps,
      step({
        operation: 'maskinporten: get token',
        to: 'maskinporten',
        request: body({
          kind: 'form',
          text: `assertion=‹jwt a1b2c3›&${encodeURIComponent(evil)}=${encodeURIComponent(evil)}`,
        }),
        response: jsonAnswer({ access_token: '‹jwt a1b2c3›', expires_in: 120, more: evil }),
        usedToken: 'a1b2c3',
        tokens: [jwt('request', grant), jwt('response', systemUsersPayload(evil))],
      }),
      step({ request: body({ kind: 'binary', text: '00ff' }), response: body({ isCut: true }) }),
      step({
        response: jsonAnswer({ id: '1', status: `New${evil}`, [evil]: 1 }),
        usedToken: 'ffffff',
      }),
      step({
        operation: 'altinn: read system user request',
        status: 200,
        response: jsonAnswer({ id: '1', status: `Accepted${evil}`, other: evil }),
      }),
      step({
        tokens: [{ place: 'request', fingerprint: 'a1b2c3', parts: 10 }],
        response: body({ kind: 'json', text: `{"a":[1,{"b":"${evil}` }),
      }),
    ],
  }
}

/**
 * The list of flows, every step, and what is compared.
 *
 * @param evil what an upstream may have written
 */
export function inspectorStepPages(evil: string): Record<string, (speech: Speech) => Page> {
  const flow = oddFlow(evil)
  const told = (number: number) => (speech: Speech) => {
    const story = storyOf(flow, speech)
    return { place, story, told: story.steps[number - 1]! }
  }
  const compared =
    (number: number, comparison: 'plain' | 'before', from: Flow = flow, others: Flow[] = []) =>
    (speech: Speech) => {
      const story = storyOf(from, speech)
      return comparePage(
        { place, story, told: story.steps[number - 1]!, comparison, otherFlows: others },
        speech,
      )
    }
  const list = (flows: readonly Flow[], isStaff: boolean) => (speech: Speech) => {
    const tools = listTools(
      place,
      {
        isRecording: isStaff,
        stopsBeforeAltinn: !isStaff,
        hasFlows: flows.length > 0,
        mayBringIn: isStaff,
      },
      speech,
    )
    const stories = flows.map(one => storyOf(one, speech))
    return { ...listPage({ place, stories, isStaff, nameOf: () => evil }, speech), tools }
  }
  const [, ...others] = sampleFlow(evil).steps
  const onlySystemUsers = { ...flow, id: 'another', steps: [flow.steps[0]!, ...others.slice(1)] }
  const plain = {
    ...flow,
    id: 'plain',
    steps: [{ ...flow.steps[0]!, tokens: [jwt('response', { scope: evil, [evil]: evil })] }],
  }

  return {
    ...Object.fromEntries(
      flow.steps.map((_, i) => [
        `Røntgen, step ${i + 1}`,
        (speech: Speech) => stepPage({ ...told(i + 1)(speech), systemId: evil }, speech),
      ]),
    ),
    'Røntgen, a long flow': speech => {
      const long = { ...flow, steps: Array.from({ length: 200 }, () => flow.steps[7]!) }
      const story = storyOf(long, speech)
      return stepPage({ place, story, told: story.steps[180]! }, speech)
    },
    'Røntgen, a flow from a file': speech => {
      const story = storyOf({ ...flow, isImported: true }, speech)
      return stepPage({ place, story, told: story.steps[7]!, systemId: evil }, speech)
    },
    'Røntgen, tokens compared': compared(1, 'plain', onlySystemUsers, [plain]),
    'Røntgen, no token to compare with': compared(1, 'plain', onlySystemUsers),
    'Røntgen, before and after': compared(11, 'before'),
    'Røntgen, only before': compared(10, 'before', { ...flow, steps: flow.steps.slice(0, 10) }),
    'Røntgen, no flows': list([], false),
    'Røntgen, no flows for staff': list([], true),
    'Røntgen, the list': list(
      Array.from({ length: 50 }, (_, i) => (i % 2 ? flow : { ...flow, isImported: true })),
      true,
    ),
  }
}
