import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the one browser of the whole run can be reached. */
    chromium: string
  }
}

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/** One browser for all files, started before the first and stopped after the last. */
export default async function startChromium(project: TestProject): Promise<() => Promise<void>> {
  const named = process.env['CHROMIUM_PATH']
  const executablePath = (named ? [named] : USUAL_PLACES).find(path => existsSync(path))
  if (executablePath === undefined) {
    process.stderr.write(
      'The browser tests need Chromium: `apt-get install chromium`, or name one in CHROMIUM_PATH.\n',
    )
    process.exit(1) // an error would bury the sentence under a stack
  }

  const server = await chromium.launchServer({
    executablePath,
    host: '127.0.0.1',
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  project.provide('chromium', server.wsEndpoint())
  return () => server.close()
}
