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

/** What is in doubt for a reason of its own is no more than a caution; doubt makes nothing better. */
export const atMostCaution = (verdict: Verdict): Verdict => (verdict === 'verified' ? 'caution' : verdict)

/** One thing that is said of a subject, and of which organization. */
export interface Said {
  readonly code: ReasonCode
  readonly organization?: KnownOrganization
}

const say = (code: ReasonCode): Said => ({ code })
const codesOf = (said: readonly Said[]): ReasonCode[] => said.map(({ code }) => code)
const unique = (said: readonly Said[]): Said[] => [
  ...new Map(said.map((one) => [`${one.code} ${one.organization?.id}`, one])).values(),
]

/** Everything that speaks for or against one subject. */
export function reasonsFor(known: Known): Said[] {
  switch (known.kind) {
    case 'nothing':
      return [say(known.reason)]
    case 'organization':
      return aboutOrganization(known.organization)
    case 'account':
      return aboutAccounts(known.accounts)
    case 'personal-account':
      return [say('account-personal'), ...aboutDrives(known.drives)]
    case 'collector':
      return [say('collector-registered'), ...aboutDrives(known.drives)]
    case 'phone':
      return [say(known.ofConfirmed ? 'phone-stated' : 'phone-unknown')]
    case 'collection':
      return aboutDrive(known.drive)
    case 'box':
      return [
        say('box-listed'),
        ...(known.sealBroken ? [say('box-seal-broken')] : []),
        ...aboutDrive(known.drive),
      ]
    case 'receipt':
      return [say(`receipt-${known.money}`), ...warningsOf(aboutDrive(known.drive))]
  }
}

function aboutOrganization(organization: KnownOrganization): Said[] {
  const { status, accreditation, accreditationMandatory, claimsAnothersAccount } = organization
  const codes: ReasonCode[] = [`organization-${status}`]
  if (status === 'claimed' && claimsAnothersAccount) codes.push('claim-names-anothers-account')
  if (status === 'confirmed') {
    if (accreditation === 'suspended' || accreditation === 'revoked')
      codes.push(`accreditation-${accreditation}`)
    else if (accreditation === 'in-force')
      codes.push(accreditationMandatory ? 'accreditation-in-force' : 'accreditation-voluntary')
    else if (accreditationMandatory) codes.push('accreditation-missing')
  }
  return codes.map((code) => ({ code, organization }))
}

/**
 * An active account is its organization's, whoever else has named it since; else the worst that is known of it counts. What
 * is wrong with an organization is no fault of an account that somebody has merely named as its own.
 */
function aboutAccounts(accounts: readonly KnownAccount[]): Said[] {
  const active = accounts.find(
    ({ standing, organization }) => standing === 'active' && organization.status === 'confirmed',
  )
  if (active !== undefined)
    return [
      { code: 'account-active', organization: active.organization },
      ...aboutOrganization(active.organization),
    ]
  const said = accounts.flatMap(({ standing, organization }): Said[] => [
    { code: standing === 'active' ? 'account-ended' : `account-${standing}`, organization },
    ...(standing === 'pending' || standing === 'rejected' ? [] : aboutOrganization(organization)).filter(
      ({ code }) => levelOf(code) !== 'verified',
    ),
  ])
  return unique(said)
}

function aboutDrive(drive: KnownDrive): Said[] {
  const { status, pastEnd, cancelledForBreach, misuse, gap, approval, gateShut } = drive
  const codes: ReasonCode[] = []
  if (status === 'open' && pastEnd) codes.push('collection-past-end')
  else
    codes.push(
      status === 'cancelled' && cancelledForBreach
        ? 'collection-cancelled-for-breach'
        : `collection-${status}`,
    )
  if (misuse) codes.push('misuse-established')
  if (gap && (status === 'closed' || status === 'reported')) codes.push('announced-otherwise')
  if (approval === 'refused') codes.push(gateShut ? 'akimat-refused' : 'akimat-refused-without-gate')
  else if (gateShut && status !== 'planned') codes.push('akimat-not-approved')
  if (approval === 'approved') codes.push('akimat-approved')
  return [...codes.map(say), ...aboutCollector(drive)]
}

/** Whoever answers for the money must be known: a confirmed organization, or a private person who shows who she is. */
function aboutCollector({ organization, host, person }: KnownDrive): Said[] {
  const said = organization === undefined ? [] : aboutOrganization(organization)
  if (host !== undefined)
    said.push(
      { code: host.accepted ? 'host-answers' : 'host-not-accepted', organization: host.organization },
      ...aboutOrganization(host.organization),
    )
  const hosted = host?.accepted === true && host.organization.status === 'confirmed'
  if (person !== undefined && (person.consent || !hosted))
    said.push(say(person.consent ? 'collector-shown' : 'collector-not-shown'))
  return unique(said)
}

const warningsOf = (said: readonly Said[]): Said[] => said.filter(({ code }) => levelOf(code) === 'warning')

/** Of somebody's several drives the best one speaks, but each warning counts. */
function aboutDrives(drives: readonly KnownDrive[]): Said[] {
  const each = drives.map(aboutDrive)
  const byVerdict = (said: Said[]): number => severity.indexOf(verdictOf(codesOf(said)))
  const [best = []] = [...each].sort((a, b) => byVerdict(a) - byVerdict(b))
  return unique([...best, ...each.flatMap(warningsOf)])
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
