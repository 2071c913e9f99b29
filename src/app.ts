import Fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import { isBeforeRegistrar } from './accreditation/queries.js'
import { accreditationRoutes } from './accreditation/routes.js'
import { isBeforeOfficial } from './approvals/queries.js'
import { approvalRoutes } from './approvals/routes.js'
import type { House } from './audit/house.js'
import type { Signers } from './audit/integrator.js'
import { auditRoutes } from './audit/routes.js'
import { collectionRoutes } from './collections/routes.js'
import { comparisonRoutes } from './comparison/routes.js'
import { shadowRoutes } from './comparison/shadow-routes.js'
import type { Secrets } from './config.js'
import { documentRoutes } from './documents/routes.js'
import { emergencyRoutes } from './emergencies/routes.js'
import { exchangeRoutes } from './exchange/routes.js'
import { donations } from './giving/donate.js'
import { donationsWithin } from './giving/donate-within.js'
import { loadLimits } from './giving/limits.js'
import { permitByLaw } from './giving/permits.js'
import { givingRoutes } from './giving/routes.js'
import { dataFolder } from './house.js'
import { guardRoutes } from './http/authentication.js'
import { answerErrors, sendFrameworkProblem, validatorCompiler } from './http/errors.js'
import { healthRoutes, type Readiness } from './http/health.js'
import { requireKeys } from './http/idempotency.js'
import { limitStrangers, setSecurityHeaders } from './http/limits.js'
import { describeApi, openDocumentation } from './http/openapi.js'
import { requestIds } from './http/request-ids.js'
import { refuseUnsafeStrings } from './http/safe-strings.js'
import { authenticator } from './identity/bearers.js'
import type { OpenIdOptions } from './identity/openid.js'
import { ledgerOf } from './identity/queries.js'
import { identityRoutes } from './identity/routes.js'
import type { Actor } from './kernel/actor.js'
import { ledgerRoutes } from './ledger/routes.js'
import { legislationRoutes } from './legislation/routes.js'
import { membershipsOf } from './organizations/queries.js'
import { organizationRoutes } from './organizations/routes.js'
import { keptComparisons } from './pages/comparison/kept.js'
import { pageRoutes } from './pages/routes.js'
import { yearlySheetPages } from './pages/yearly-sheet.js'
import { partyConditions } from './reports/parties.js'
import { reportRoutes } from './reports/routes.js'
import { purposeFiguresOf } from './spending/purpose-figures.js'
import { spendingRoutes } from './spending/routes.js'
import { loadPresets } from './statements/presets.js'
import { statementRoutes } from './statements/routes.js'
import { verificationRoutes } from './verification/routes.js'

export interface AppOptions {
  readonly house: House
  readonly signers: Signers
  readonly secrets: Secrets
  readonly readiness: Readiness
  readonly oidc?: OpenIdOptions
  /** The demo story is told here: every page says that its details are invented. */
  readonly demo?: boolean
  /** Requests a minute that one address may make without having signed in. */
  readonly strangersPerMinute?: number
  readonly logger?: FastifyServerOptions['loggerInstance']
}

/** What every request passes, then the capabilities in the order of the river. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { house, signers, secrets, readiness, oidc, demo, strangersPerMinute = 600, logger } = options
  const app: FastifyInstance = Fastify({
    ...(logger && { loggerInstance: logger }),
    // The address of a request may hold what a donor asked for, so requests are not logged.
    logController: new LogController({ disableRequestLogging: true }),
    // A logger for each request would only repeat its id.
    childLoggerFactory: (parent) => parent,
    bodyLimit: 1_048_576,
    genReqId: requestIds(house.clock),
    frameworkErrors: sendFrameworkProblem,
    routerOptions: { maxParamLength: 300 },
  })
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  answerErrors(app)
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('X-Request-Id', request.id)
    done()
  })
  await setSecurityHeaders(app)
  openDocumentation(app)
  const tokenSecret = secrets.token
  const memberships = (id: string) => membershipsOf(house.read, id)
  guardRoutes(app, authenticator(house, { tokenSecret, membershipsOf: memberships, oidc }))
  await limitStrangers(app, strangersPerMinute)
  requireKeys(app, secrets.field)
  refuseUnsafeStrings(app)
  await describeApi(app)

  await app.register(healthRoutes(readiness))
  await app.register(identityRoutes(house, { tokenSecret, membershipsOf: memberships }))
  await app.register(auditRoutes(house, signers))
  await app.register(legislationRoutes(house))
  await app.register(ledgerRoutes(house, ownLedgers, partyConditions(house)))
  await app.register(exchangeRoutes(house))
  await app.register(organizationRoutes(house))
  await app.register(documentRoutes(house, isAskedToRead))
  await app.register(accreditationRoutes(house))
  await app.register(emergencyRoutes(house))
  const limits = loadLimits(dataFolder)
  const purposeFigures = purposeFiguresOf(house, limits)
  await app.register(collectionRoutes(house, purposeFigures))
  await app.register(approvalRoutes(house))
  const permitOf = permitByLaw(house)
  const donate = donations(house, permitOf)
  const bound = { ...house, limits }
  await app.register(givingRoutes(bound, donate, permitOf, ownLedgers))
  await app.register(spendingRoutes(bound, ownLedgers))
  const within = donationsWithin(house, permitOf)
  await app.register(statementRoutes(house, donate, within, ownLedgers, loadPresets(dataFolder)))
  const verdicts = { seed: secrets.log, issuer: signers('register').name }
  await app.register(verificationRoutes(house, verdicts))
  await app.register(reportRoutes(house, signers, ownLedgers))
  await app.register(yearlySheetPages(house, ownLedgers, demo))
  await app.register(comparisonRoutes(house, dataFolder))
  await app.register(shadowRoutes(house))
  await app.register(
    pageRoutes(house, {
      ...verdicts,
      ...{ demo, purposeFigures, comparisons: keptComparisons(house, dataFolder) },
    }),
  )
  return app

  /** A document is read by those, too, who decide on an application that cites it. */
  async function isAskedToRead(actor: Actor, document: string): Promise<boolean> {
    return (
      (await isBeforeRegistrar(house.read, actor, document)) ||
      (await isBeforeOfficial(house.read, actor, document))
    )
  }

  async function ownLedgers({ id, kind, organizations, ledger }: Actor): Promise<string[]> {
    if (ledger !== undefined) return [ledger]
    const own = kind === 'person' ? [await ledgerOf(house.read, id)] : []
    return [...organizations.map(({ bin }) => bin), ...own]
  }
}
