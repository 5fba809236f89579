import * as z from 'zod'
import { startAction } from '../action.js'
import { returnAddressesOf } from '../domain/return-addresses.js'
import type { Check, NextStep } from '../readiness/check.js'
import { createReadiness, knownApis, type Readiness } from '../readiness/readiness.js'
import { reportOf, supportText } from '../readiness/report.js'
import { headlineWords, wordsOf } from '../readiness/words.js'
import { speechFor, type Speech } from '../web/speech.js'
import { addCommand, type AddCommand, type CommandLine, type Result } from './command-line.js'
import { connect } from './connect.js'
import { organisationFrom, referenceFrom } from './given.js'
import { signingKeyOf } from './key-files.js'
import { tableLines } from './output.js'
import { addClientOptions, checkupSettingsOf, ClientOptions } from './settings.js'
import { say } from './speech.js'

const Options = ClientOptions.extend({
  org: z.string().optional(),
  externalRef: z.string().optional(),
  agent: z.boolean().optional(),
})

/** `doctor`: the readiness of the vendor's console, without its database. */
export const addDoctor: AddCommand = (parent, cli) => {
  const { t } = cli
  const command = addCommand(parent, 'doctor', t.doctor, cli)
    .option('--org <number>', t.doctor.org)
    .option('--external-ref <reference>', t.options.externalRef)
    .option('--agent', t.doctor.agent)
    .addHelpText('after', `\n${t.doctor.more}`)
  addClientOptions(command, cli).action(options =>
    cli.answer(() => doctor(Options.parse(options), cli)),
  )
}

async function doctor(options: z.infer<typeof Options>, cli: CommandLine): Promise<Result> {
  const { t, action } = cli
  const speech = speechFor(cli.language)
  const checkup = checkupSettingsOf(options, cli)
  const { config } = checkup
  const question = options.org === undefined ? undefined : questionFrom(options, config.world, cli)
  const engine = await engineFor(checkup, cli)

  // Each has a time limit of its own, and all of it one reference.
  const [installation, customer] = await cli.during(t.progress.doctor, () =>
    Promise.all([
      engine.ofInstallation(startAction(action.reference)),
      question && engine.ofCustomer(question, startAction(action.reference)),
    ]),
  )
  const all = [installation, ...(customer ? [customer] : [])]
  const { environment, client, systemId } = config
  const settings = { environment, clientId: client.id, systemId }
  const exit = exitFor(all)
  return {
    data: {
      settings,
      installation: reportOf(installation, speech),
      ...(customer && { customer: reportOf(customer, speech) }),
    },
    lines: [
      ...all.flatMap(one => [...conclusion(one, all.length > 1, speech, cli), '']),
      t.doctor.settings,
      ...checkLines([
        {
          state: speech.t.readiness.states.ok,
          name: say(t.doctor.settingsFound, settings),
          more: [],
        },
      ]),
      ...groupLines(installation.checks, speech, cli),
      ...(customer ? groupLines(customer.checks.filter(isAboutCustomer), speech, cli) : []),
      ...(exit === 0
        ? []
        : ['', t.doctor.support, ...supportText(all.at(-1)!, speech).split('\n')]),
    ],
    exit,
  }
}

function questionFrom(
  options: z.infer<typeof Options>,
  world: Parameters<typeof organisationFrom>[2],
  cli: CommandLine,
) {
  const { agent } = options
  return {
    organisationNumber: organisationFrom(options.org, '--org', world, cli),
    externalReference: referenceFrom(options.externalRef, cli) ?? null,
    ...(agent !== undefined && { kind: agent ? ('agent' as const) : ('standard' as const) }),
  }
}

async function engineFor(
  { config, client, baseUrl }: ReturnType<typeof checkupSettingsOf>,
  cli: CommandLine,
) {
  const { addresses, scopes, environment, systemId } = config
  const { key, clientsWith, toMaskinporten, sendTo } = await connect(config, cli)
  const { nextKey } = client
  return createReadiness({
    connect(signingKey) {
      const { maskinporten, exchange, altinnFor } = clientsWith(signingKey)
      return { maskinporten, exchange, altinn: altinnFor(systemId) }
    },
    toMaskinporten,
    environment,
    issuer: addresses.issuer,
    platform: addresses.altinn,
    clientId: config.client.id,
    systemId,
    key,
    keyDates: client.keyDates,
    nextKey: nextKey && (await signingKeyOf(nextKey, cli)),
    apiScopes: [...new Set([scopes.demoApis, scopes.salary, scopes.claims])],
    // An embedded one is the site's alone while it runs, and opening any changes it.
    database: undefined,
    returnAddresses: baseUrl === undefined ? undefined : Object.values(returnAddressesOf(baseUrl)),
    apis: knownApis(addresses, sendTo),
    now: cli.terminal.now,
  })
}

const isAboutCustomer = ({ group }: Check): boolean => group === 'customer'

interface Line {
  state: string
  name: string
  /** Below it. */
  more: readonly string[]
}

/** Each group under its heading. */
function groupLines(checks: readonly Check[], speech: Speech, cli: CommandLine): string[] {
  const groups = [...new Set(checks.map(({ group }) => group))]
  return groups.flatMap(group => [
    '',
    speech.t.readiness.groups[group],
    ...checkLines(
      checks.filter(one => one.group === group).map(check => lineOf(check, speech, cli)),
    ),
  ])
}

function lineOf(check: Check, speech: Speech, cli: CommandLine): Line {
  const { state, name, title, text, remedy, facts } = wordsOf(check, speech)
  if (check.state === 'ok') return { state, name, more: [] }
  const isWrong = check.state === 'failed' || check.state === 'notAllowed'
  return {
    state,
    name,
    more: [
      ...(title === name ? [] : [title]),
      [text, remedy].filter(Boolean).join(' '),
      ...(isWrong ? facts.map(fact => `${fact.name}: ${fact.value}`) : []),
      ...(check.remedy && isWrong ? [stepLine(check.remedy, cli)] : []),
    ].filter(line => line !== ''),
  }
}

function checkLines(lines: readonly Line[]): string[] {
  const rows = tableLines(lines.map(({ state, name }) => [`  ${state}`, name]))
  const indent = ' '.repeat(2 + Math.max(...lines.map(({ state }) => state.length)) + 2)
  return lines.flatMap(({ more }, i) => [rows[i]!, ...more.map(line => indent + line)])
}

/** What the console's pages have a button for. */
function stepLine(step: NextStep, { t }: CommandLine): string {
  const values = {
    org: 'organisationNumber' in step ? step.organisationNumber : '',
    id: 'requestId' in step ? step.requestId : '',
    reference: 'externalReference' in step ? step.externalReference : '',
  }
  const command: string = t.doctor.steps[step.step]
  return say(t.doctor.do, { command: say(command, values) })
}

/** @param isNamed it is one of several */
function conclusion(
  readiness: Readiness,
  isNamed: boolean,
  speech: Speech,
  { t }: CommandLine,
): string[] {
  const { title, text, remedy } = headlineWords(readiness, speech)
  const { subject } = readiness
  const name =
    subject.kind === 'customer'
      ? say(t.doctor.customer, { org: subject.organisationNumber })
      : t.doctor.installation
  return [isNamed ? `${name}: ${title}` : title, text, remedy ?? ''].filter(line => line !== '')
}

/** What is wrong weighs more than what does not answer. */
function exitFor(all: readonly Readiness[]): 0 | 1 | 3 {
  const kinds = all.map(({ headline }) => headline.kind)
  if (kinds.some(kind => ['cause', 'notAllowed', 'causeNotFound'].includes(kind))) return 1
  return kinds.includes('noAnswer') ? 3 : 0
}
