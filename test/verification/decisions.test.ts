import fc from 'fast-check'
import t from 'tap'
import {
  isAnothersAccount,
  isStale,
  reasonsFor,
  verdictOf,
  verdictOnAll,
} from '../../src/verification/decisions.js'
import type { Known, KnownDrive, KnownOrganization } from '../../src/verification/known.js'
import { verdicts } from '../../src/verification/reason.js'
import type { ReasonCode } from '../../src/verification/reasons.js'
import { levelOf, reasonCodes } from '../../src/verification/reasons.js'

const fund: KnownOrganization = {
  ...{ id: 'fund', bin: '240340000128', name: { kk: 'Қор', ru: 'Фонд' } },
  ...{ status: 'confirmed', accreditation: 'none' },
  ...{ accreditationMandatory: false, claimsAnothersAccount: false },
}
const openDrive: KnownDrive = {
  ...{
    status: 'open',
    cancelledForBreach: false,
    misuse: false,
    gap: false,
    pastEnd: false,
    approval: null,
    gateShut: false,
  },
  ...{ organization: fund, host: undefined, person: undefined },
}
const codes = (known: Known) => reasonsFor(known).map(({ code }) => code)
const on = (known: Known) => verdictOf(codes(known))
const ofDrive = (more: Partial<KnownDrive>) => on({ kind: 'collection', drive: { ...openDrive, ...more } })
const ofFund = (more: Partial<KnownOrganization>) =>
  on({ kind: 'organization', organization: { ...fund, ...more } })

t.test('an organization is as good as its standing', async (t) => {
  t.equal(ofFund({}), 'verified')
  t.equal(ofFund({ status: 'claimed' }), 'caution')
  t.equal(ofFund({ status: 'claimed', claimsAnothersAccount: true }), 'warning')
  for (const status of ['rejected', 'withdrawn'] as const) t.equal(ofFund({ status }), 'warning', status)
  for (const accreditation of ['suspended', 'revoked'] as const)
    t.equal(ofFund({ accreditation }), 'warning', accreditation)
  t.equal(ofFund({ accreditation: 'expired' }), 'verified', 'what no law asks for may run out')
  t.equal(ofFund({ accreditation: 'expired', accreditationMandatory: true }), 'caution')
  t.equal(ofFund({ accreditation: 'in-force', accreditationMandatory: true }), 'verified')
})

t.test(
  'a drive is verified while it is open or once it has reported, and warned of after a breach',
  async (t) => {
    t.equal(ofDrive({}), 'verified')
    t.equal(ofDrive({ status: 'reported' }), 'verified')
    for (const status of ['planned', 'closed', 'cancelled'] as const)
      t.equal(ofDrive({ status }), 'caution', status)
    t.equal(ofDrive({ pastEnd: true }), 'caution')
    t.equal(ofDrive({ status: 'refused' }), 'warning')
    t.equal(ofDrive({ status: 'cancelled', cancelledForBreach: true }), 'warning')
    t.equal(ofDrive({ status: 'reported', misuse: true }), 'warning')
  },
)

t.test('a refusal of the akimat is a warning behind a gate and a caution without one', async (t) => {
  t.equal(ofDrive({ approval: 'refused' }), 'caution')
  t.equal(ofDrive({ approval: 'refused', gateShut: true }), 'warning')
  t.equal(ofDrive({ approval: 'pending', gateShut: true }), 'caution')
  t.equal(ofDrive({ approval: 'pending' }), 'verified')
})

t.test(
  'a private collector is confirmed only with her consent, or under the roof of a confirmed host',
  async (t) => {
    const person = (consent: boolean) => ({ organization: undefined, person: { id: 'she', consent } })
    t.equal(ofDrive(person(true)), 'verified')
    t.equal(ofDrive(person(false)), 'caution')
    t.equal(ofDrive({ ...person(false), host: { accepted: true, organization: fund } }), 'verified')
    t.equal(ofDrive({ ...person(true), host: { accepted: false, organization: fund } }), 'caution')
    const suspended = { ...fund, accreditation: 'suspended' } as const
    t.equal(ofDrive({ ...person(true), host: { accepted: true, organization: suspended } }), 'warning')
  },
)

t.test('a drive that is over tells whether the announced sum differs from the books', async (t) => {
  const over = (more: Partial<KnownDrive>) =>
    codes({ kind: 'collection', drive: { ...openDrive, gap: true, ...more } })
  t.ok(over({ status: 'reported' }).includes('announced-otherwise'))
  t.notOk(over({ status: 'open' }).includes('announced-otherwise'), 'money may still come')
})

t.test('what accreditation is worth depends on the law in force', async (t) => {
  const said = (accreditationMandatory: boolean) =>
    codes({
      kind: 'organization',
      organization: { ...fund, accreditation: 'in-force', accreditationMandatory },
    })
  t.strictSame(said(true), ['organization-confirmed', 'accreditation-in-force'])
  t.strictSame(said(false), ['organization-confirmed', 'accreditation-voluntary'])
})

t.test('an account counts only while it is active for a confirmed organization', async (t) => {
  const claim: KnownOrganization = { ...fund, id: 'stranger', status: 'claimed' }
  const account = (standing: 'active' | 'pending' | 'rejected' | 'ended', organization = fund) => ({
    standing,
    organization,
  })
  t.equal(on({ kind: 'account', accounts: [account('active')] }), 'verified')
  t.equal(
    on({ kind: 'account', accounts: [account('active'), account('pending', claim)] }),
    'verified',
    'whoever names it too',
  )
  t.equal(on({ kind: 'account', accounts: [account('pending', claim)] }), 'caution')
  t.equal(on({ kind: 'account', accounts: [account('pending')] }), 'caution')
  t.equal(on({ kind: 'account', accounts: [account('ended')] }), 'caution')
  const troubled = { ...claim, claimsAnothersAccount: true }
  t.strictSame(
    reasonsFor({
      kind: 'account',
      accounts: [account('pending', troubled), account('pending', { ...fund, status: 'withdrawn' })],
    }).map(({ code, organization }) => [code, organization?.id]),
    [
      ['account-pending', 'stranger'],
      ['account-pending', 'fund'],
    ],
    'whoever names it has troubles of its own',
  )
  t.equal(on({ kind: 'account', accounts: [account('rejected', claim)] }), 'warning')
  t.equal(on({ kind: 'account', accounts: [account('active', { ...fund, status: 'withdrawn' })] }), 'warning')
})

t.test('an account beside the number of somebody else is another’s', async (t) => {
  const account: Known = { kind: 'account', accounts: [{ standing: 'active', organization: fund }] }
  const stranger: Known = {
    kind: 'organization',
    organization: { ...fund, id: 'stranger', status: 'claimed' },
  }
  t.ok(isAnothersAccount(account, [account, stranger]))
  t.notOk(isAnothersAccount(account, [account, { kind: 'collection', drive: openDrive }]))
  t.notOk(isAnothersAccount(account, [account]))
  t.notOk(isAnothersAccount(stranger, [account, stranger]), 'the number itself is whose it is')
})

t.test('a person with several drives is judged by the best of them, but each warning counts', async (t) => {
  const hers = { ...openDrive, organization: undefined, person: { id: 'she', consent: true } }
  t.equal(on({ kind: 'collector', drives: [{ ...hers, status: 'planned' }, hers] }), 'verified')
  t.equal(on({ kind: 'collector', drives: [hers, { ...hers, misuse: true }] }), 'warning')
})

t.test('a receipt is real whatever became of the drive, and warns of it', async (t) => {
  const receipt = (more: Partial<KnownDrive>, money: 'kept' | 'returned' | 'held' = 'kept') =>
    on({ kind: 'receipt', money, drive: { ...openDrive, ...more } })
  t.equal(receipt({ status: 'closed' }), 'verified')
  t.equal(receipt({}, 'returned'), 'caution')
  t.equal(receipt({ misuse: true }), 'warning')
})

const someCodes = fc.uniqueArray(fc.constantFrom(...reasonCodes))

t.test('nothing makes a verdict better: another reason leaves it or makes it worse', async () => {
  const rank = (reasons: ReasonCode[]) =>
    ['verified', 'caution', 'not-found', 'warning'].indexOf(verdictOf(reasons))
  fc.assert(
    fc.property(someCodes, fc.constantFrom(...reasonCodes), (reasons, more) => {
      const speaks = reasons.some((code) => levelOf(code) !== 'note')
      return !speaks || rank([...reasons, more]) >= rank(reasons)
    }),
  )
})

t.test('a message is verified only if each part is, and a warning in it always wins', async () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...verdicts), { minLength: 1 }), (parts) => {
      const whole = verdictOnAll(parts)
      const isRight = whole === 'verified' ? parts.every((part) => part === 'verified') : true
      return isRight && (whole === 'warning') === parts.includes('warning')
    }),
  )
})

t.test('no claim is ever verified, whatever else is known of it', async () => {
  const organization = fc.record({
    ...{ id: fc.constant('claim'), bin: fc.constant(fund.bin), name: fc.constant(fund.name) },
    status: fc.constantFrom('claimed' as const, 'rejected' as const, 'withdrawn' as const),
    accreditation: fc.constantFrom('none' as const, 'in-force' as const, 'suspended' as const),
    ...{ accreditationMandatory: fc.boolean(), claimsAnothersAccount: fc.boolean() },
  })
  const standing = fc.constantFrom(
    'active' as const,
    'pending' as const,
    'ended' as const,
    'rejected' as const,
  )
  fc.assert(
    fc.property(organization, standing, (claim, stands) =>
      [
        on({ kind: 'organization', organization: claim }),
        on({ kind: 'account', accounts: [{ standing: stands, organization: claim }] }),
        ofDrive({ organization: claim }),
      ].every((verdict) => verdict !== 'verified'),
    ),
  )
})

t.test('a source goes stale after three days', async (t) => {
  const now = new Date('2026-03-15T06:00:00Z')
  t.notOk(isStale(new Date('2026-03-12T06:00:00Z'), now))
  t.ok(isStale(new Date('2026-03-12T05:59:59Z'), now))
})
