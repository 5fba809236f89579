import { AltinnRefused } from '../altinn/errors.js'
import type { ClientConfig } from '../config.js'
import { ruleWords } from '../system-register/failure-words.js'
import {
  createRegistration,
  type Registered,
  type Registration,
  type Removed,
  type Sent,
} from '../system-register/registration.js'
import { speechFor, type Speech } from '../web/speech.js'
import type { CommandLine } from './command-line.js'
import { connect } from './connect.js'
import { Refused, Unclear } from './failures.js'
import { say } from './speech.js'

/*
 * Altinn's system register, about one of our systems, and what it says of that in words.
 */

/** Who asks, for the audit log; nobody keeps one here. */
export const HERE = { address: '' }

/** The register, about one of our systems. */
export interface Open {
  id: string
  config: ClientConfig
  registration: Registration
  speech: Speech
}

export async function openRegister(
  config: ClientConfig,
  id: string,
  cli: CommandLine,
): Promise<Open> {
  const { altinnFor } = await connect(config, cli)
  const registration = createRegistration({
    altinn: altinnFor(id),
    database: undefined,
    environment: config.environment,
    systemId: id,
    needs: { clientIds: [config.client.id], returnAddresses: [], rights: [], accessPackages: [] },
  })
  return { id, config, registration, speech: speechFor(cli.language) }
}

export async function readOurs({ id, registration }: Open, cli: CommandLine) {
  try {
    return await registration.read(id, cli.action)
  } catch (error) {
    if (!(error instanceof AltinnRefused) || error.reason !== 'notAllowed') throw error
    const { message, remedy } = cli.t.system.notOurs
    throw new Refused('not_ours', { message: say(message, { id }), remedy })
  }
}

export const deleted = (id: string, { t }: CommandLine) =>
  new Refused('system_deleted', {
    message: say(t.system.deleted.message, { id }),
    remedy: t.system.deleted.remedy,
  })

export function expectThere(
  system: Registered | undefined,
  id: string,
  { t }: CommandLine,
): Registered {
  if (system) return system
  throw new Refused('not_registered', {
    message: say(t.system.none.message, { id }),
    remedy: t.system.none.remedy,
  })
}

/** @throws why it was not done, or that nobody knows */
export function expectDone(
  sent: Sent | Removed,
  id: string,
  { speech }: Open,
  cli: CommandLine,
): void {
  const { t, action } = cli
  switch (sent.outcome) {
    case 'done':
    case 'nothingToDo':
      return
    case 'refused': {
      const { error } = sent
      if (error.brokenRules.length === 0) throw error
      const code = error.problemCode ?? `HTTP ${error.httpStatus}`
      throw new Refused(code, {
        message: say(t.system.refused.message, { code }),
        remedy: t.system.refused.remedy,
        details: error.brokenRules.map(rule => ruleWords(rule, speech)),
        reference: error.traceId ?? action.reference,
      })
    }
    case 'notSent':
      throw sent.error
    case 'unclear':
      throw new Unclear('unclear', { ...t.system.unclear[sent.found], reference: action.reference })
    case 'deleted':
      throw deleted(id, cli)
    case 'changedMeanwhile':
    case 'mustConfirm':
    case 'notThere':
      throw new Refused('changed_meanwhile', t.system.meanwhile)
  }
}
