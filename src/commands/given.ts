import * as z from 'zod'
import {
  readOrganisationNumber,
  type OrganisationNumber,
  type World,
} from '../domain/organisation-number.js'
import type { CommandLine } from './command-line.js'
import { WrongUse } from './failures.js'
import { given, oneOf, type SeedOptions } from './settings.js'
import { say } from './speech.js'

/*
 * What somebody wrote on the command line or in the settings, as what it must be. Everything here
 * throws WrongUse with a sentence and a remedy.
 */

/** @param option what to name when it is missing, such as `--org` */
export function organisationFrom(
  typed: string | undefined,
  option: string,
  world: World,
  { t }: CommandLine,
): OrganisationNumber {
  const read = readOrganisationNumber(typed ?? '', world)
  if (read.ok) return read.value
  const { message, remedy }: { message: string; remedy: string } = t.organisation[read.problem]
  throw new WrongUse('wrong_organisation', {
    message: say(message, { option, typed: shown(typed) }),
    remedy: say(remedy, { option }),
  })
}

/** The customer a command is about: `--org`, or as Altinn's own console client calls it. */
export const customerFrom = (
  { org, systemUserOrg }: { org?: string | undefined } & SeedOptions,
  world: World,
  cli: CommandLine,
): OrganisationNumber =>
  organisationFrom(
    oneOf('--org', org, '--systemUserOrg', systemUserOrg, cli) ??
      given(cli.terminal.env['systemUserOrg']),
    '--org',
    world,
    cli,
  )

/** Scopes as people write them: several times, or with blanks between. */
export function scopesFrom(typed: readonly string[], { t }: CommandLine): string | undefined {
  const text = typed.join(' ').trim()
  if (text.includes(',')) throw new WrongUse('wrong_scope', t.scope.comma)
  // RFC 6749, 3.3
  if (!/^[\x21\x23-\x5b\x5d-\x7e\s]*$/.test(text))
    throw new WrongUse('wrong_scope', t.scope.characters)
  return text === '' ? undefined : text
}

/** What a customer's system user was created with; a blank one is none. */
export function referenceFrom(typed: string | undefined, { t }: CommandLine): string | undefined {
  const text = typed?.trim() ?? ''
  if (text === '') return undefined
  if (!/^[a-zA-Z0-9øØæÆåÅ_-]{1,255}$/.test(text))
    throw new WrongUse('wrong_reference', t.externalRef)
  return text
}

/** An id that Altinn or we have made. @param command the one that shows ids */
export function idFrom(typed: string, command: string, { t }: CommandLine): string {
  const read = z.uuid().safeParse(typed.trim())
  if (read.success) return read.data.toLowerCase()
  throw new WrongUse('wrong_id', {
    message: say(t.id.message, { typed: shown(typed) }),
    remedy: say(t.id.remedy, { command }),
  })
}

/** Where Altinn sends somebody afterwards; Altinn itself compares it with the register. */
export function returnAddressFrom(
  typed: string | undefined,
  { t }: CommandLine,
): string | undefined {
  if (typed === undefined) return undefined
  if (!/^https?:\/\//i.test(typed) || !URL.canParse(typed))
    throw new WrongUse('wrong_return_address', t.request.problems.returnUrl)
  return typed
}

/** Whoever asks for something that cannot be undone sees it first, and says `--yes`. */
export function confirmed(
  yes: boolean,
  wouldHappen: { details: readonly string[]; message?: string; remedy?: string },
  { t }: CommandLine,
): void {
  const { message, remedy } = t.yes
  if (!yes) throw new WrongUse('not_confirmed', { message, remedy, ...wouldHappen })
}

/** As much of it as shows what was meant, without what could move the cursor. */
const shown = (typed: string | undefined) =>
  (typed ?? '').replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '').slice(0, 40)
