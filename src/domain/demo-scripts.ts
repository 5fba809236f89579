/** The rehearsed walks, by the names they have in addresses and on the command line. */
export const SCRIPT_NAMES = ['happy', 'boss', 'taken-back'] as const
export type ScriptName = (typeof SCRIPT_NAMES)[number]

export const isScriptName = (name: string): name is ScriptName =>
  (SCRIPT_NAMES as readonly string[]).includes(name)

/** Where the walks are; each chapter is an address below it. */
export const SCRIPTS = '/inspector/scripts'

export const chapterHref = (script: ScriptName, number: number): string =>
  `${SCRIPTS}/${script}/${number}`
