import { vendorOf } from '../altinn/system-register.js'
import {
  differencesBetween,
  NOTHING,
  type Content,
  type Difference,
} from '../system-register/content.js'
import { contentFrom, readEntryFile } from '../system-register/entry-file.js'
import {
  problemsOf,
  systemIdProblem,
  vendorProblem,
  type Known,
  type Problem,
} from '../system-register/entry-rules.js'
import type { Registered } from '../system-register/registration.js'
import { problemWords } from '../system-register/words.js'
import { speechFor } from '../web/speech.js'
import type { CommandLine } from './command-line.js'
import { WrongUse } from './failures.js'
import { deleted, openRegister, readOurs, type Open } from './open-register.js'
import { settingsOf, type ClientOptions } from './settings.js'
import { say } from './speech.js'
import { readTextFile } from './text-files.js'

/** A file beside what Altinn has. */
export interface Compared {
  id: string
  /** What the system is to become. */
  wanted: Content
  now: Registered | undefined
  differences: Difference[]
  known: Known
  open: Open
  notes: { ignored: readonly string[]; losing: readonly string[] }
}

/**
 * Reads the file, and Altinn's register.
 *
 * @throws {WrongUse} with every problem of the file, by its field
 */
export async function compared(
  file: string,
  options: ClientOptions,
  cli: CommandLine,
): Promise<Compared> {
  const config = settingsOf(options, cli)
  const { file: entry, problems } = readEntryFile(await readTextFile(file, cli))
  const id = entry.id ?? config.systemId ?? ''
  const vendor = vendorOf(config.systemId ?? id)
  const wrong = [
    ...problems,
    ...[vendorProblem(entry.vendor, vendor), systemIdProblem(id, vendor)].filter(
      problem => problem !== undefined,
    ),
  ]
  if (wrong.length > 0) throw wrongFile(file, wrong, cli)

  const open = await openRegister(config, id, cli)
  const [now, known] = await cli.during(cli.t.progress.altinn, () =>
    Promise.all([readOurs(open, cli), open.registration.known(cli.language, cli.action)]),
  )
  if (now?.isDeleted) throw deleted(id, cli)
  const wanted = contentFrom(entry, now?.content)
  const judged = problemsOf(wanted, {
    ...(now && { before: now.content }),
    isSandbox: config.environment === 'sandbox',
    known,
  })
  if (judged.length > 0) throw wrongFile(file, judged, cli)
  return {
    id,
    wanted,
    now,
    differences: differencesBetween(now?.content ?? NOTHING, wanted),
    known,
    open,
    notes: { ignored: entry.ignored, losing: now?.unknownMembers ?? [] },
  }
}

function wrongFile(file: string, problems: readonly Problem[], { t, language }: CommandLine) {
  const speech = speechFor(language)
  return new WrongUse('wrong_system', {
    message: say(t.system.wrongFile.message, { file }),
    remedy: t.system.wrongFile.remedy,
    details: problems.map(problem => problemWords(problem, speech).text),
  })
}
