import { pino } from 'pino'
import { buildApp } from './app.js'
import type { House } from './audit/house.js'
import { makeAdministrator, needsStory, playStory } from './demo/play.js'
import { openHouse } from './house.js'
import { openInstallation, readEnvironment } from './installation.js'

const environment = readEnvironment(process.env)
const logger = pino({ level: environment.LOG_LEVEL })

try {
  await start()
} catch (error) {
  logger.fatal(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

/** Opens the database and the house, listens, tells the story where there is none yet, and closes in the other order. */
async function start(): Promise<void> {
  const installation = await openInstallation(environment, logger)
  const { target, documents, secrets, demo } = installation
  const clock = () => new Date()
  const onError = (error: unknown) => logger.error({ err: error }, 'integrator')
  const logName = environment.ADAL_LOG_NAME
  const opened = await openHouse({ target, documents, secrets, logName, clock, onError })
  const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience, OIDC_ROLE_CLAIM: roleClaim } = environment
  const oidc = issuer === undefined ? undefined : { issuer, audience, roleClaim }
  const app = await buildApp({ ...opened, secrets, oidc, demo, logger })

  let closing = false
  async function close(reason: string): Promise<void> {
    if (closing) return
    closing = true
    logger.info(`closing: ${reason}`)
    await app.close()
    await opened.close()
    await installation.stop()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void close(signal))
  watchParent(() => void close('npm has ended'))

  const address = await app.listen({ port: environment.PORT, host: environment.HOST })
  if (demo) await tellStory(opened.house, address)
  logger.info(`Adal is at ${address}`)
}

/** Tells the demo story where there is none yet. The service goes on without it; at the next start it is told to its end. */
async function tellStory(house: House, address: string): Promise<void> {
  try {
    if (await needsStory(house)) await playStory(await makeAdministrator(house), address)
  } catch (error) {
    logger.error(`The demo story stopped: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** A signal sent to `npm start` never reaches Node: the end of npm is seen by the change of the parent. */
function watchParent(onGone: () => void): void {
  if (process.env.npm_lifecycle_event === undefined) return
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) onGone()
  }, 500).unref()
}
