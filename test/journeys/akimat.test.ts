import t from 'tap'
import { enact } from '../collections/stories.js'
import { declaration } from '../emergencies/stories.js'
import { startAdal } from '../support/app.js'
import { confirmedCharity, donation, drive } from '../support/stories.js'
import { somebody } from './people.js'

/** A declaration of West Kazakhstan, two of its officials, and a confirmed fund. */
async function flooded(t: Parameters<typeof startAdal>[0]) {
  const adal = await startAdal(t)
  const official = somebody(adal, await adal.signInAs('akimat', { region: '270000000' }))
  const colleague = somebody(adal, await adal.signInAs('akimat', { region: '270000000' }))
  const { session, bin, registrar } = await confirmedCharity(adal)
  const { id: emergency } = await official.succeeds('/v1/emergencies', declaration())
  const fund = somebody(adal, session)
  return { adal, official, colleague, fund, ministry: somebody(adal, registrar), bin, emergency }
}

const decision = (verb: string, declared = false) => ({
  decision: verb,
  reasons: 'Счёт подтверждён, цель сбора — помощь пострадавшим.',
  conflictOfInterest: { declared },
})

t.test(
  'an official decides on a drive of her emergency once, with reasons, and everybody reads them',
  async (t) => {
    const { adal, official, colleague, fund, bin, emergency } = await flooded(t)
    const { number } = await fund.succeeds('/v1/collections', drive(bin, { emergency }))
    const filed = await fund.succeeds(`/v1/emergencies/${emergency}/applications`, { collection: number })
    t.match(filed, { status: 'pending', receipt: { filedOn: '2026-03-15' } })
    const { items } = await official.sees('/v1/emergency-applications?status=pending')
    t.match(items, [{ id: filed.id, collection: number }], 'it waits in the queue')

    const path = `/v1/emergency-applications/${filed.id}/decisions`
    const unsaid = await official.does(path, { decision: 'approve', reasons: 'Fine.' })
    t.match(unsaid, { status: 422, body: { errors: [{ pointer: '/conflictOfInterest' }] } })
    t.match(await official.does(path, decision('approve', true)), {
      status: 409,
      body: { type: '/problems/conflict-of-interest-declared' },
    })
    t.equal(
      (await official.does(path, decision('approve'))).status,
      409,
      'who has a conflict decides nothing',
    )
    t.match(await colleague.succeeds(path, decision('approve')), { status: 'approved', approvers: 1 })
    const third = somebody(adal, await adal.signInAs('akimat', { region: '270000000' }))
    const again = await third.does(path, decision('refuse'))
    t.match(again, {
      status: 409,
      body: { type: '/problems/already-decided', decision: 'approve', decidedAt: /^2026-03-15/ },
    })

    const published = await somebody(adal).sees(`/v1/register/decisions?emergency=${emergency}`)
    const said = published.items.map(
      (one: { decision: string; reasons: string }) => `${one.decision}: ${one.reasons}`,
    )
    t.ok(said.some((line: string) => line.startsWith('approve: Счёт подтверждён')))
    t.ok(said.some((line: string) => line.startsWith('conflict-of-interest: ')))
    t.match(await somebody(adal).sees(`/v1/register/collections/${number}`), {
      approval: { status: 'approved' },
    })
  },
)

t.test('an official of another region neither declares nor decides here', async (t) => {
  const { adal, fund, bin, emergency } = await flooded(t)
  const stranger = somebody(adal, await adal.signInAs('akimat', { region: '390000000' }))
  t.equal((await stranger.does('/v1/emergencies', declaration())).status, 403)
  const { number } = await fund.succeeds('/v1/collections', drive(bin, { emergency }))
  const { id } = await fund.succeeds(`/v1/emergencies/${emergency}/applications`, { collection: number })
  t.equal(
    (await stranger.does(`/v1/emergency-applications/${id}/decisions`, decision('approve'))).status,
    403,
  )
  t.equal((await fund.does(`/v1/emergency-applications/${id}/decisions`, decision('approve'))).status, 403)
})

t.test(
  'where the gate is law, an unapproved drive does not open, and an approved one takes money',
  async (t) => {
    const { adal, official, fund, ministry, bin, emergency } = await flooded(t)
    await enact(adal, 'kz-draft-ban-2024', '2026-01-01')
    const { id: accreditation } = await fund.succeeds(`/v1/organizations/${bin}/accreditation-applications`)
    const grant = { decision: 'grant', reasons: 'It reports in time.', from: '2026-01-01' }
    await ministry.succeeds(`/v1/accreditation-applications/${accreditation}/decisions`, grant)
    const { number } = await fund.succeeds(
      '/v1/collections',
      drive(bin, { emergency, startsOn: '2026-03-15' }),
    )
    await fund.succeeds(`/v1/collections/${number}/notice`)
    t.match(await fund.does(`/v1/collections/${number}/open`), {
      status: 422,
      body: {
        type: '/problems/collection-refused',
        findings: [{ code: 'emergency-not-approved', effect: 'breach' }],
      },
    })
    const { id } = await fund.succeeds(`/v1/emergencies/${emergency}/applications`, { collection: number })
    await official.succeeds(`/v1/emergency-applications/${id}/decisions`, decision('approve'))
    t.match(await fund.succeeds(`/v1/collections/${number}/open`), { status: 'open' })
    const given = donation(10_000, { receivedAt: '2026-03-15T05:00:00Z' })
    t.match(await fund.does(`/v1/collections/${number}/donations`, given), { status: 201 })
    t.equal(await somebody(adal).asksAbout(number), 'verified')
  },
)
