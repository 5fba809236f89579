import { config as loadEnvironmentFile } from 'dotenv'
import { createApp } from './app.js'
import { compose } from './compose.js'
import { loadConfig } from './config.js'
import { createLog } from './log.js'
import { SmartCloudError } from './errors.js'
import { serve, stopOnSignal, tidyEarly } from './web/serve.js'

loadEnvironmentFile({ quiet: true })

try {
  const config = loadConfig(process.env)
  const log = createLog({ level: config.logLevel })
  const { deps, close } = await compose(config, { log })
  let stopping = false
  const isReady = async () => !stopping && (await deps.isReady())
  const running = await serve(createApp({ ...deps, isReady }), config.port)
  tidyEarly()
  if (deps.oneTimeSignIn)
    process.stderr.write(
      `Sign in as administrator, once: ${deps.baseUrl}/staff/once?code=${deps.oneTimeSignIn.code}\n`,
    )
  stopOnSignal({ running, onStopping: () => (stopping = true), close, log })
  log.info('listening', {
    address: config.baseUrl,
    port: running.port,
    upstreams: config.environment,
  })
} catch (error) {
  if (!(error instanceof SmartCloudError)) throw error
  process.stderr.write(
    `${error.message}\n\nThe settings are explained in .env.example. To try SmartCloud without any: npm run demo\n`,
  )
  process.exitCode = 1
}
