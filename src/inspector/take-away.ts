import type { Speech } from '../web/speech.js'
import { claimsOfJwt } from './claims.js'
import type { Lane, Message } from './flow.js'
import type { ToldFlow, ToldStep } from './story.js'

/** A flow as a Mermaid sequence diagram. @see https://mermaid.js.org/syntax/sequenceDiagram.html */
export function mermaidOf({ phases, steps }: ToldFlow, speech: Speech): string {
  const { lanes } = speech.t.inspector
  const used = new Set(steps.flatMap(({ from, to }) => [from.lane, to.lane]))
  const participants = (Object.keys(lanes) as Lane[])
    .filter(lane => used.has(lane))
    .map(lane => `  participant ${lane} as ${label(lanes[lane])}`)
  const lines = phases.flatMap(phase => [
    `  Note over ${first(used)}: ${label(phase.name)}`,
    ...phase.steps.flatMap(mermaidStep),
  ])
  return ['sequenceDiagram', '  autonumber', ...participants, ...lines, ''].join('\n')
}

const first = (used: ReadonlySet<Lane>): Lane => (used.has('smartcloud') ? 'smartcloud' : 'browser')

function mermaidStep({ from, to, title, tag, duration, call }: ToldStep): string[] {
  const answer = `${tag.text}${duration === undefined ? '' : `, ${duration}`}`
  if (call === undefined)
    return [`  Note over ${from.lane},${to.lane}: ${label(title)} (${label(answer)})`]
  return [
    `  ${from.lane}->>${to.lane}: ${label(title)}`,
    ...(from.lane === 'smartcloud' && to.lane !== 'browser'
      ? [`  ${to.lane}-->>${from.lane}: ${label(answer)}`]
      : []),
  ]
}

/** Mermaid takes a line as it comes, but for what ends it or begins an entity. */
const label = (text: string): string =>
  text
    .replace(/[\r\n\u2028\u2029]+/g, ' ')
    .replace(/[#;<>"`]/g, found => `#${found.charCodeAt(0)};`)

/** A flow to be read, pasted into an issue or printed. */
export function markdownOf(story: ToldFlow, speech: Speech): string {
  const { t } = speech
  const words = t.inspector
  const { flow, name, phases, missing } = story
  return [
    `# ${name}`,
    '',
    ...(flow.organisationNumber === undefined
      ? []
      : [`- ${words.file.organisation}: ${flow.organisationNumber}`]),
    `- ${words.file.recorded}: ${speech.dateTime(flow.startedAt)}`,
    ...(missing === undefined ? [] : [`- ${missing}`]),
    '',
    fenced(mermaidOf(story, speech).trimEnd(), 'mermaid'),
    '',
    ...phases.flatMap(phase => [
      `## ${phase.name}`,
      '',
      ...phase.steps.flatMap(step => markdownStep(step, speech)),
    ]),
  ].join('\n')
}

function markdownStep(told: ToldStep, speech: Speech): string[] {
  const words = speech.t.inspector
  const { number, title, way, sentence, step, tag, duration } = told
  return [
    `### ${number}. ${title}`,
    '',
    sentence,
    '',
    `- ${way}`,
    ...(step.url === undefined ? [] : [`- ${code(`${step.method ?? 'GET'} ${step.url}`)}`]),
    `- ${words.response}: ${tag.text}${duration === undefined ? '' : `, ${duration}`}`,
    '',
    ...messageOf(words.request, step.request),
    ...messageOf(words.response, step.response),
    ...step.tokens.flatMap(jwt => {
      const rows = claimsOfJwt(jwt).rows
      if (rows.length === 0) return []
      return [
        `${words.decoded} (${jwt.fingerprint}). ${words.signatureHidden}`,
        '',
        ...rows.map(({ path, value }) => `- ${code(path)}: ${code(value)}`),
        '',
      ]
    }),
  ]
}

const messageOf = (name: string, message: Message | undefined): string[] =>
  message?.body
    ? [`${name}:`, '', fenced(message.body.text, message.body.kind === 'json' ? 'json' : ''), '']
    : []

/** With one more backtick than anything within has, so that nothing within can end it. */
function fenced(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1))
  return `${fence}${language}\n${text}\n${fence}`
}

function code(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  const fence = '`'.repeat(longestRun(line) + 1)
  return fence.length === 1 ? `${fence}${line}${fence}` : `${fence} ${line} ${fence}`
}

const longestRun = (text: string): number =>
  [...text.matchAll(/`+/g)].reduce((longest, [run]) => Math.max(longest, run.length), 0)
