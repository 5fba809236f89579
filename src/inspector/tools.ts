import { titleOf, type Environment, type Page } from '../web/frame.js'
import type { Speech } from '../web/speech.js'
import { flowHref } from './addresses.js'
import type { FileProblem } from './flow-file.js'
import type { Onlooker } from './recorder.js'

export interface Switches {
  /** «Ta opp kall» */
  isRecording: boolean
  /** «Stopp før Altinn» */
  stopsBeforeAltinn: boolean
}

/** What stands under the list of flows: the switches of this browser, «Tøm», and the way in for files. */
export function listTools(
  place: string,
  { isRecording, stopsBeforeAltinn, hasFlows, mayBringIn }: Switches & ToolsInput,
  { t }: Speech,
) {
  const words = t.inspector.tools
  const switchFor = (
    name: 'recording' | 'stop',
    isOn: boolean,
    shown: { text: string; hint: string; turnOn: string; turnOff: string },
  ) => ({
    name,
    text: shown.text,
    hint: shown.hint,
    state: isOn ? words.on : words.off,
    tone: isOn ? 'success' : 'neutral',
    value: isOn ? 'off' : 'on',
    button: isOn ? shown.turnOff : shown.turnOn,
  })
  return {
    words,
    action: `${place}/switches`,
    switches: [
      switchFor('recording', isRecording, {
        text: words.recording,
        hint: words.recordingHint,
        turnOn: words.startRecording,
        turnOff: words.stopRecording,
      }),
      switchFor('stop', stopsBeforeAltinn, {
        text: words.stop,
        hint: words.stopHint,
        turnOn: words.wait,
        turnOff: words.goOn,
      }),
    ],
    clearHref: hasFlows ? `${place}/clear` : undefined,
    scripts: t.inspector.scripts,
    bringInHref: mayBringIn ? `${place}/import` : undefined,
  }
}

/** Files are for our own people. Where nothing is real, whoever presents need not sign in. */
export const mayBringInAt =
  (environment: Environment) =>
  ({ staff }: Onlooker): boolean =>
    staff !== undefined || environment === 'sandbox'

interface ToolsInput {
  hasFlows: boolean
  /** They may open a file of somebody else's flow. */
  mayBringIn: boolean
}

/** The files of a flow, under each of its views. */
export function takeAwayLinks(place: string, flowId: string, { t }: Speech) {
  const { heading, markdown, mermaid, json } = t.inspector.file
  const href = (ending: string) => `${flowHref(place, flowId)}/flow.${ending}`
  return {
    heading,
    links: [
      { text: markdown, href: href('md') },
      { text: mermaid, href: href('mmd') },
      { text: json, href: href('json') },
    ],
  }
}

export function clearPage(
  { place, count, isStaff }: { place: string; count: number; isStaff: boolean },
  speech: Speech,
) {
  const { t, say, plural } = speech
  const words = t.inspector.clear
  return {
    view: 'inspector/clear',
    title: titleOf(words.heading, speech),
    heading: words.heading,
    points: [
      say(words.count[plural(count)], { count }),
      isStaff ? words.everybodys : words.yours,
      words.noUndo,
    ],
    action: `${place}/clear`,
    yes: words.yes,
    back: { href: place, text: words.back },
  } satisfies Page & Record<string, unknown>
}

export function importPage(
  { place, problem }: { place: string; problem?: FileProblem | undefined },
  speech: Speech,
) {
  const words = speech.t.inspector.bringIn
  return {
    view: 'inspector/import',
    title: titleOf(words.heading, speech, problem !== undefined),
    words,
    heading: words.heading,
    action: `${place}/import`,
    problem: problem && words.problems[problem],
    back: { href: place, text: words.back },
  } satisfies Page & Record<string, unknown>
}
