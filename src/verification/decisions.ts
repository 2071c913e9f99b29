import type { Known, KnownAccount, KnownDrive, KnownOrganization } from './known.js'
import type { Verdict } from './reason.js'
import { levelOf, type ReasonCode } from './reasons.js'

const severity: readonly Verdict[] = ['verified', 'caution', 'not-found', 'warning']
const worstOf = (verdicts: readonly Verdict[]): Verdict =>
  severity.findLast((verdict) => verdicts.includes(verdict)) ?? 'not-found'

/** The verdict on one subject: that of its worst reason; without any reason nothing is known. */
export const verdictOf = (reasons: readonly ReasonCode[]): Verdict =>
  worstOf(reasons.map((code) => levelOf(code)).filter((level) => level !== 'note'))

/**
 * The verdict on a whole message: a warning in it warns of all, a part that is not known leaves the whole in doubt, and
 * only where every part is verified is the whole.
 */
export function verdictOnAll(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('warning')) return 'warning'
  if (verdicts.every((verdict) => verdict === 'not-found')) return 'not-found'
  return verdicts.every((verdict) => verdict === 'verified') ? 'verified' : 'caution'
}

/** Everything that speaks for or against one subject. */
export function reasonsFor(known: Known): ReasonCode[] {
  switch (known.kind) {
    case 'nothing':
      return [known.reason]
    case 'organization':
      return aboutOrganization(known.organization)
    case 'account':
      return aboutAccounts(known.accounts)
    case 'personal-account':
      return ['account-personal', ...aboutDrives(known.drives)]
    case 'collector':
      return ['collector-registered', ...aboutDrives(known.drives)]
    case 'phone':
      return [known.ofConfirmed ? 'phone-stated' : 'phone-unknown']
    case 'collection':
      return aboutDrive(known.drive)
    case 'box':
      return ['box-listed', ...aboutDrive(known.drive)]
    case 'receipt':
      return [`receipt-${known.money}`, ...warningsOf(aboutDrive(known.drive))]
  }
}

function aboutOrganization(organization: KnownOrganization): ReasonCode[] {
  const { status, accreditation, accreditationMandatory, claimsAnothersAccount } = organization
  const reasons: ReasonCode[] = [`organization-${status}`]
  if (status === 'claimed' && claimsAnothersAccount) reasons.push('claim-names-anothers-account')
  if (status !== 'confirmed') return reasons
  if (accreditation === 'suspended' || accreditation === 'revoked')
    reasons.push(`accreditation-${accreditation}`)
  else if (accreditation === 'in-force') reasons.push('accreditation-in-force')
  else if (accreditationMandatory) reasons.push('accreditation-missing')
  return reasons
}

/** An active account is its organization's, whoever else has named it since; else the worst that is known of it counts. */
function aboutAccounts(accounts: readonly KnownAccount[]): ReasonCode[] {
  const active = accounts.find(
    ({ standing, organization }) => standing === 'active' && organization.status === 'confirmed',
  )
  if (active !== undefined) return ['account-active', ...aboutOrganization(active.organization)]
  const reasons = accounts.flatMap(({ standing, organization }): ReasonCode[] => [
    standing === 'active' ? 'account-ended' : `account-${standing}`,
    ...aboutOrganization(organization).filter((code) => levelOf(code) !== 'verified'),
  ])
  return [...new Set(reasons)]
}

function aboutDrive(drive: KnownDrive): ReasonCode[] {
  const { status, pastEnd, cancelledForBreach, misuse, approval, gateShut } = drive
  const reasons: ReasonCode[] = []
  if (status === 'open' && pastEnd) reasons.push('collection-past-end')
  else
    reasons.push(
      status === 'cancelled' && cancelledForBreach
        ? 'collection-cancelled-for-breach'
        : `collection-${status}`,
    )
  if (misuse) reasons.push('misuse-established')
  if (approval === 'refused') reasons.push(gateShut ? 'akimat-refused' : 'akimat-refused-without-gate')
  else if (gateShut && status !== 'planned') reasons.push('akimat-not-approved')
  if (approval === 'approved') reasons.push('akimat-approved')
  return [...reasons, ...aboutCollector(drive)]
}

/** Whoever answers for the money must be known: a confirmed organization, or a private person who shows who she is. */
function aboutCollector({ organization, host, person }: KnownDrive): ReasonCode[] {
  const reasons = organization === undefined ? [] : aboutOrganization(organization)
  if (host !== undefined)
    reasons.push(
      host.accepted ? 'host-answers' : 'host-not-accepted',
      ...aboutOrganization(host.organization),
    )
  const hosted = host?.accepted === true && host.organization.status === 'confirmed'
  if (person !== undefined && (person.consent || !hosted))
    reasons.push(person.consent ? 'collector-shown' : 'collector-not-shown')
  return [...new Set(reasons)]
}

const warningsOf = (reasons: readonly ReasonCode[]): ReasonCode[] =>
  reasons.filter((code) => levelOf(code) === 'warning')

/** Of somebody's several drives the best one speaks, but each warning counts. */
function aboutDrives(drives: readonly KnownDrive[]): ReasonCode[] {
  const each = drives.map(aboutDrive)
  const byVerdict = (reasons: ReasonCode[]): number => severity.indexOf(verdictOf(reasons))
  const [best = []] = [...each].sort((a, b) => byVerdict(a) - byVerdict(b))
  return [...new Set([...best, ...each.flatMap(warningsOf)])]
}

/** Whose account it is, or in whose hands a drive or a name is: by the ids of organizations and people. */
function holdersOf(known: Known): string[] {
  const ofDrive = ({ organization, host, person }: KnownDrive) =>
    [organization?.id, host?.organization.id, person?.id].filter((id) => id !== undefined)
  switch (known.kind) {
    case 'organization':
      return [known.organization.id]
    case 'account':
      return known.accounts
        .filter(({ standing }) => standing === 'active')
        .map(({ organization }) => organization.id)
    case 'personal-account':
    case 'collector':
      return known.drives.flatMap(ofDrive)
    case 'collection':
    case 'box':
    case 'receipt':
      return ofDrive(known.drive)
    default:
      return []
  }
}

const isAccount = ({ kind }: Known): boolean => kind === 'account' || kind === 'personal-account'

/** True for an account that a message sets beside the number or name of somebody else. */
export function isAnothersAccount(known: Known, all: readonly Known[]): boolean {
  if (!isAccount(known)) return false
  const holders = holdersOf(known)
  const named = all.filter((other) => !isAccount(other)).flatMap(holdersOf)
  return holders.length > 0 && named.length > 0 && !holders.some((holder) => named.includes(holder))
}

const staleAfterMilliseconds = 3 * 86_400_000

/** A source that has not been heard of for three days no longer says how things are. */
export const isStale = (asOf: Date, now: Date): boolean =>
  now.getTime() - asOf.getTime() > staleAfterMilliseconds
