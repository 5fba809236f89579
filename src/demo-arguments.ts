import { parseArgs } from 'node:util'
import { chapterHref, isScriptName, SCRIPT_NAMES, type ScriptName } from './domain/demo-scripts.js'

export type DemoArguments =
  | { wants: 'run'; script: ScriptName | undefined }
  | { wants: 'help'; text: string }
  /** `text` is a sentence for whoever typed it. */
  | { wants: 'nonsense'; text: string }

const NAMES = `${SCRIPT_NAMES.slice(0, -1).join(', ')} or ${SCRIPT_NAMES.at(-1)}`

const HELP = `npm run demo -- [--script NAME]

Starts SmartCloud and its sandbox on this machine, without settings.

  --script NAME   opens a rehearsed walk on its first chapter: ${NAMES}
  --help          says this

PORT and SANDBOX_PORT in the environment choose other ports than 3000 and 3001.
`

/** What was typed after `npm run demo --`. */
export function readDemoArguments(given: readonly string[]): DemoArguments {
  try {
    const { values } = parseArgs({
      args: [...given],
      options: { script: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    })
    if (values.help) return { wants: 'help', text: HELP }
    const { script } = values
    if (script === undefined || isScriptName(script)) return { wants: 'run', script }
    return { wants: 'nonsense', text: `There is no script "${script}". Choose ${NAMES}.` }
  } catch (error) {
    // Node's sentence goes on about what else could have been meant.
    const [sentence] = (error as Error).message.split('. ')
    return { wants: 'nonsense', text: `${sentence}. Try --help, or --script ${NAMES}.` }
  }
}

/** The address of the first chapter. */
export const firstChapterOf = (baseUrl: string, script: ScriptName): string =>
  new URL(chapterHref(script, 1), baseUrl).href
