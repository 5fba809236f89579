import { spawn } from 'node:child_process'

const OPENERS: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
}

/**
 * Shows an address of ours in the browser of whoever sits here. Where there is no browser nothing
 * happens: the address stands in the terminal, too.
 */
export function openBrowser(address: string): void {
  const [command, ...given] = OPENERS[process.platform] ?? ['xdg-open']
  const opener = spawn(command, [...given, address], { stdio: 'ignore', detached: true })
  opener.on('error', () => {})
  opener.unref()
}

/** Somebody looks at the terminal, and it is no build machine. */
export const isSomebodyHere = (): boolean => process.stdout.isTTY === true && !process.env['CI']
