import { companyName } from '../design/formats.js'
import { eventWords } from '../web/event-words.js'
import type { Speech } from '../web/speech.js'
import type { KnownCustomer } from './customers.js'

/** What does not depend on the customer, in the words that support asks with. */
export interface Installation {
  environment: string
  systemId: string
  vendor: string
  clientId: string
  kid: string
  issuer: string
  altinn: string
  versions: Readonly<Record<string, string>>
}

/** A line of the examination that is made at this moment. */
export interface DiagnosisLine {
  state: string
  title: string
  text: string
  facts?: unknown
}

export type CaseFile = ReturnType<typeof caseFileOf>

/**
 * Everything that Altinn's and Digdir's support ask for. No names of persons, no e-mail addresses,
 * and no secrets: the caller redacts it besides, before anybody gets it.
 */
export function caseFileOf(
  known: KnownCustomer,
  installation: Installation,
  diagnosis: readonly DiagnosisLine[] | undefined,
  at: number,
) {
  const { listed, customer, requests, changes, systemUsers, events } = known
  return {
    madeAt: utc(at),
    ...installation,
    customer: {
      partyOrgNo: listed.organisationNumber,
      name: listed.name,
      health: listed.health,
      package: listed.packageId,
      systemUserId: customer?.systemUserId ?? null,
      externalRef: customer?.externalReference ?? null,
      lastConfirmedAt: utcOrNull(customer?.lastConfirmedAt),
    },
    requests: [
      ...requests.map(request => ({
        requestId: request.altinnRequestId,
        ourId: request.id,
        kind: request.kind as string,
        externalRef: request.externalReference,
        status: request.altinnStatus,
        timedOut: request.timedOut,
        state: request.state as string,
        problem: request.failure,
        rights: [...request.resources, ...request.accessPackages],
        createdAt: utc(request.createdAt),
        sentAt: utcOrNull(request.sentAt),
        checkedAt: utcOrNull(request.checkedAt),
      })),
      ...changes.map(change => ({
        requestId: change.id as string | null,
        ourId: change.id,
        kind: 'change',
        externalRef: null,
        status: change.altinnStatus,
        timedOut: change.timedOut,
        state: change.state as string,
        problem: change.failure,
        rights: change.resourcesAfter,
        createdAt: utc(change.createdAt),
        sentAt: utcOrNull(change.lastTryAt),
        checkedAt: utcOrNull(change.checkedAt),
      })),
    ],
    systemUsers: systemUsers.map(({ id, kind, externalReference, lastSeenAt, goneAt }) => ({
      systemUserId: id,
      userType: kind,
      externalRef: externalReference,
      lastSeenAt: utc(lastSeenAt),
      goneAt: utcOrNull(goneAt),
    })),
    timeline: events.map(({ at: when, event, outcome, reference, details }) => ({
      at: utc(when),
      event,
      outcome,
      reference,
      ...(details !== null && { details }),
    })),
    diagnosis: diagnosis ?? null,
  }
}

const utc = (instant: number): string => new Date(instant).toISOString()
const utcOrNull = (instant: number | null | undefined): string | null =>
  instant ? utc(instant) : null

/** To be pasted into a case at Altinn or Digdir. */
export function caseFileMarkdown(file: CaseFile, speech: Speech): string {
  const { t, say } = speech
  const words = t.customers.caseFile
  const { customer, versions } = file
  const rows: [string, string][] = [
    [words.made, file.madeAt],
    [words.environment, file.environment],
    [words.issuer, file.issuer],
    [words.altinn, file.altinn],
    [words.system, file.systemId],
    [words.vendor, file.vendor],
    [words.client, file.clientId],
    [words.key, file.kid],
    [words.customer, customer.partyOrgNo],
    [words.reference, customer.externalRef ?? words.none],
    [words.systemUser, customer.systemUserId ?? '–'],
    [words.health, t.customers.healthNames[customer.health]],
    [
      words.versions,
      Object.entries(versions)
        .map(pair => pair.join(' '))
        .join(', '),
    ],
  ]
  const company = customer.name ? companyName(customer.name) : customer.partyOrgNo
  return [
    `# ${inline(say(words.heading, { company }))}`,
    words.secrets,
    `## ${words.about}`,
    ['|  |  |', '|---|---|', ...rows.map(([name, value]) => `| ${name} | ${code(value)} |`)].join(
      '\n',
    ),
    `## ${words.requests}`,
    file.requests.length === 0
      ? words.noRequests
      : [
          '| requestId | type | status | timedOut | externalRef | created | problem |',
          '|---|---|---|---|---|---|---|',
          ...file.requests.map(
            ({ requestId, kind, status, timedOut, externalRef, createdAt, problem }) =>
              `| ${[requestId, kind, status, String(timedOut), externalRef, createdAt, problem]
                .map(value => code(value ?? '–'))
                .join(' | ')} |`,
          ),
        ].join('\n'),
    `## ${say(words.diagnosis, { time: file.madeAt })}`,
    file.diagnosis === null
      ? words.notDiagnosed
      : file.diagnosis
          .map(
            ({ state, title, text, facts }) =>
              `- **${inline(state)}** ${inline(title)}. ${inline(text)}${
                facts === undefined ? '' : ` ${code(JSON.stringify(facts))}`
              }`,
          )
          .join('\n'),
    `## ${words.timeline}`,
    file.timeline
      .map(
        ({ at, event, outcome, reference, details }) =>
          `- ${at} ${inline(eventWords(event, speech))} (${outcome}) ${code(reference ?? '–')}${
            details === undefined ? '' : ` ${code(JSON.stringify(details))}`
          }`,
      )
      .join('\n'),
    '',
  ].join('\n\n')
}

/** Whatever somebody called themselves, it is text and stays on its line. */
const inline = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>#|!]/g, '\\$&')

const code = (text: string): string =>
  `\`${text.replace(/\s+/g, ' ').replaceAll('`', "'").replaceAll('|', '\\|')}\``
