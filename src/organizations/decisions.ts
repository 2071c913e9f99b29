import { versionChanged } from '../http/problems.js'
import type { Refusal } from '../kernel/problems.js'
import { accountDecided, binConfirmed, claimDecided, claimNeeded, notConfirmed, ownCase } from './problems.js'
import type { Organization } from './queries.js'

/** What a registrar can do with a row of the register. */
export type RegistrarVerb = 'confirm' | 'reject' | 'withdraw'

export const statusAfter = { confirm: 'confirmed', reject: 'rejected', withdraw: 'withdrawn' } as const

/** Who decided a row last and when: told to whoever decides it again. */
interface LastDecision {
  readonly by: string
  readonly at: string
}

const alike = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/**
 * Which row of a BIN a registrar means: the one named; else the confirmed one where a confirmation is withdrawn; else the
 * only open claim. Undefined if there is none such.
 */
export function chooseClaim(
  rows: readonly Organization[],
  verb: RegistrarVerb,
  named: string | undefined,
): Organization | Refusal | undefined {
  if (named !== undefined) return rows.find((row) => alike(row.id, named))
  if (verb === 'withdraw') return rows.find((row) => row.status === 'confirmed') ?? rows.at(-1)
  const open = rows.filter((row) => row.status === 'claimed')
  if (open.length > 1) {
    const detail = {
      kk: 'Өрісте өтінімнің идентификаторы болуы керек.',
      ru: 'Здесь нужен идентификатор заявки.',
      en: 'The identifier of the claim is needed here.',
    }
    return claimNeeded({
      errors: [{ pointer: '/claim', detail }],
      more: { claims: open.map((row) => row.id) },
    })
  }
  return open[0] ?? rows.at(-1)
}

interface StatusQuestion {
  readonly organization: Organization
  readonly verb: RegistrarVerb
  /** Every row of the BIN, this one included. */
  readonly rows: readonly Organization[]
  readonly last: LastDecision
  /** The registrar belongs to a row of this BIN. */
  readonly belongs: boolean
  /** What the registrar had read, if he said so. */
  readonly ifVersion?: number
}

/** The new status of the row, or why it stays. */
export function decideStatus(question: StatusQuestion): (typeof statusAfter)[RegistrarVerb] | Refusal {
  const { organization, verb, rows, last, belongs, ifVersion } = question
  if (belongs) return ownCase()
  if (ifVersion !== undefined && ifVersion !== organization.version) return versionChanged()
  const before = verb === 'withdraw' ? 'confirmed' : 'claimed'
  if (organization.status !== before)
    return organization.status === 'claimed' ? notConfirmed() : claimDecided({ more: { ...last } })
  const rival = rows.find((row) => row.status === 'confirmed' && row.id !== organization.id)
  if (verb === 'confirm' && rival !== undefined) return binConfirmed()
  return statusAfter[verb]
}

/** Whether a pending account may be confirmed or rejected on its own. */
export function decideAccount(
  organization: Organization,
  pending: boolean,
  verb: 'confirm' | 'reject',
  belongs: boolean,
): 'active' | 'rejected' | Refusal {
  if (belongs) return ownCase()
  if (organization.status !== 'confirmed') return notConfirmed()
  if (!pending) return accountDecided()
  return verb === 'confirm' ? 'active' : 'rejected'
}
