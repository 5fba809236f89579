import { createApp } from './app.js'
import { composeDemo } from './compose-demo.js'
import { firstChapterOf } from './demo-arguments.js'
import type { ScriptName } from './domain/demo-scripts.js'
import type { Log } from './log.js'
import { isSomebodyHere, openBrowser } from './open-browser.js'
import { serve } from './web/serve.js'

/**
 * SmartCloud and its sandbox in one process, without settings, accounts or network. With a script,
 * its first chapter opens where somebody sits.
 *
 * @throws what `listen` throws, with the `port` that is taken
 */
export async function startDemo(options: {
  port: number
  sandboxPort: number
  script: ScriptName | undefined
  log: Log
}) {
  const { port, sandboxPort, script, log } = options
  const { deps, sandbox, close } = await composeDemo({
    port,
    sandboxPort,
    database: { file: ':memory:' },
    log,
  })
  const running = await serve(createApp(deps), port)
  const { baseUrl, oneTimeSignIn } = deps
  const chapter = script && firstChapterOf(baseUrl, script)
  if (chapter && isSomebodyHere()) openBrowser(chapter)
  return {
    running,
    close,
    baseUrl,
    sandbox: sandbox.origin,
    /** Signs the first browser in as administrator. */
    staffAddress: oneTimeSignIn && `${baseUrl}/staff/once?code=${oneTimeSignIn.code}`,
    /** The first of the script. */
    chapter,
  }
}
