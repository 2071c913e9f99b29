import type { FastifyRequest } from 'fastify'
import { RefusedRequest } from '../http/errors.js'
import { notAllowed } from '../http/problems.js'
import { hasRole } from '../kernel/actor.js'
import type { OwnLedgers } from '../ledger/routes.js'

/** Throws unless who asks may read what the bank says of a ledger: its own people, and auditors. */
export type RequireReader = (request: FastifyRequest, ledger: string) => Promise<void>

export const readersOf =
  (ownLedgers: OwnLedgers): RequireReader =>
  async ({ actor }, ledger) => {
    if (!hasRole(actor, 'auditor') && !(await ownLedgers(actor)).includes(ledger))
      throw new RefusedRequest(notAllowed())
  }
