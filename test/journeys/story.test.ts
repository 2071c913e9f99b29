import { readFileSync } from 'node:fs'
import t, { type Test } from 'tap'
import { makeAdministrator, needsStory, playStory } from '../../src/demo/play.js'
import { exported, sign, unpacked, verified } from '../reports/stories.js'
import { type Adal, type Session, startAdal } from '../support/app.js'
import { ledgerTable, table } from '../support/ledger-table.js'

const fund = '150640000112'
const association = '240340001811'

/** The real service on a port of its own, where the story is played by real requests. */
async function stageFor(t: Test, now: string) {
  const adal = await startAdal(t, { now })
  const address = await adal.app.listen({ port: 0, host: '127.0.0.1' })
  const administrator = await makeAdministrator(adal.house)
  const play = (tell: (line: string) => void = () => {}) =>
    playStory(administrator, address, { tell, now: adal.clock() })
  return { adal, play }
}

async function signInto(adal: Adal, name: string): Promise<Session> {
  const credentials = { login: `${name}@demo`, password: `demo-${name}` }
  const { status, body } = await adal.call('POST', '/v1/sessions', { body: credentials })
  if (status !== 201) throw new Error(JSON.stringify(body))
  return { ...credentials, token: body.token, personId: '' }
}

const drive = async (adal: Adal, number = '', on = '') =>
  (await adal.call('GET', `/v1/register/collections/${number}${on && `?on=${on}`}`)).body

const tenge = (amount: number) => ({ amount: String(amount * 100), currency: 'KZT' })

interface Cell {
  variant: string
  outcome: string
  findings: { code: string; effect: string; sanction: { mci: number; kzt: number } | null }[]
}

t.test('the demo story', async (t) => {
  const { adal, play } = await stageFor(t, '2026-11-20T06:00:00Z')
  t.ok(await needsStory(adal.house), 'where there is only its administrator, it is to be told')
  const lines: string[] = []
  const told = await play((line) => lines.push(line))
  t.notOk(await needsStory(adal.house), 'and then it is told')
  const auditor = await signInto(adal, 'auditor')
  const verdict = async (subject = '') =>
    (await adal.call('GET', `/v1/verifications?subject=${encodeURIComponent(subject)}`)).body.verdict
  const { akzhaiykDrive, akzhaiykReceipt, dollarReceipt, libraryDrive, roomDrive } = told
  const { marketBox, stationBox, shelter, plannedShelter, birQadamDrive, comparison } = told

  t.test('says how far it is and how to sign in', async (t) => {
    t.match(lines[0], /^ +\d+\.\d s {2}14 people sign up$/)
    const everybody = [
      'charity',
      'treasurer',
      'collector',
      'akimat',
      'akimat2',
      'registrar',
      'auditor',
      'analyst',
      'administrator',
      'administrator2',
    ]
    for (const name of everybody) {
      t.ok(
        lines.some((line) => line.includes(`${name}@demo `) && line.includes(` demo-${name} `)),
        name,
      )
      t.ok(await signInto(adal, name))
    }
  })

  t.test('says which pages are worth opening', async (t) => {
    const addresses = lines.flatMap((line) => /^ {2}http:\/\/[^/]+(\/\S+)/.exec(line)?.[1] ?? [])
    t.strictSame(addresses, [
      '/verify',
      ...[akzhaiykDrive, roomDrive, shelter, plannedShelter].map((number) => `/collections/${number}`),
      `/comparisons/${comparison}`,
      `/collections/${birQadamDrive}`,
    ])
    for (const path of addresses) t.equal((await adal.call('GET', path)).status, 200, path)
  })

  t.test('the debate is replayed, and anybody may read what came of it', async (t) => {
    const { body } = await adal.call('GET', `/v1/comparisons/${comparison}`)
    t.match(body, { status: 'done', results: { cases: { cases: 10_000 }, sensitivity: { draws: 50 } } })
    const stopped = body.results.readings['duties-met'].map(
      ({ variant, newlyStopped }: { variant: string; newlyStopped: { cases: number } }) => [
        variant,
        newlyStopped.cases,
      ],
    )
    const { statusCode, body: list } = await adal.app.inject({
      url: '/comparisons?lang=en',
      headers: { accept: 'text/html' },
    })
    t.equal(statusCode, 200)
    t.match(list, `/comparisons/${comparison}`)
    t.match(list, '10,000 collections')
    // These numbers stand in the README.
    t.strictSame(stopped, [
      ['kz-current', 0],
      ['kz-draft-ban-2024', 7_599],
      ['kz-draft-notify-2024', 1_536],
      ['kz-voluntary', 0],
    ])
  })

  t.test('its two administrators can change the law', async (t) => {
    const body = { variant: 'kz-draft-notify-2024', from: '2030-01-01', reasons: 'Adopted.' }
    for (const name of ['administrator', 'administrator2'])
      t.match(
        (await adal.call('POST', '/v1/legislation/in-force', { as: await signInto(adal, name), body }))
          .status,
        /20\d/,
        name,
      )
  })

  t.test('the drive of the fund is real, and the 574,000 KZT that are missing are seen', async (t) => {
    t.equal(await verdict(akzhaiykDrive), 'verified')
    t.equal(await verdict(akzhaiykReceipt), 'verified')
    t.equal(await verdict(fund), 'verified')
    t.equal(await verdict('KZ60 999K ZT00 0000 0001'), 'verified')
    const page = await drive(adal, akzhaiykDrive)
    t.match(page, {
      status: 'reported',
      openedOn: '2024-03-28',
      closedOn: '2024-04-08',
      approval: { status: 'approved', since: '2024-03-27' },
    })
    t.match(page.figures, { raised: tenge(80_226_000), gap: tenge(574_000), left: tenge(0) })
    t.match(page.announced, tenge(80_800_000))
    const shown = await adal.call('GET', `/collections/${akzhaiykDrive}`)
    t.match(String(shown.body).replace(/\s/g, ' '), /574 000/, 'on its page too')
    t.match(page.report, { raised: tenge(80_226_000), publishedOn: '2024-06-03' })
    t.match(await drive(adal, akzhaiykDrive, '2024-03-28'), { status: 'open', figures: { spent: tenge(0) } })
    const organization = await adal.call('GET', `/v1/register/organizations/${fund}`)
    t.match(organization.body, {
      status: 'confirmed',
      accreditation: { state: 'in-force', voluntary: true, period: { from: '2024-01-15' } },
      accounts: [{ iban: 'KZ60999KZT0000000001' }],
    })
  })

  t.test('the books of the fund close', async (t) => {
    t.equal(
      await ledgerTable(adal, auditor, fund),
      table(`
        account                                 debit       credit
        assets:bank USD                         1 000          400
        assets:bank:KZ60999KZT0000000001   83 518 550   81 862 500
        assets:boxes                           72 550       72 550
        assets:in-kind                      1 080 000      720 000
        assets:in-transit                   1 500 000    1 500 000
        fund 1:raised                               0   80 226 000
        fund 1:spent:fodder                 6 000 000            0
        fund 1:spent:food                  11 226 000            0
        fund 1:spent:household              2 500 000            0
        fund 1:spent:housing               60 500 000            0
        fund 2:fees                            13 500            0
        fund 2:raised                               0    1 200 000
        fund 2:spent:books                    620 000            0
        fund 2:transfer-out                   566 500            0
        fund 3:currency:usd                   444 320      177 728
        fund 3:currency:usd USD                   400        1 000
        fund 3:exchange                         1 728            0
        fund 3:fees                             9 000            0
        fund 3:in-kind                              0    1 080 000
        fund 3:in-kind-out:equipment          720 000            0
        fund 3:raised                               0    1 816 870
        fund 3:spent:equipment                450 000            0
        fund 3:transfer-in                          0      566 500
        liabilities:payables                  450 000      450 000
        ----------------------------------------------------------
        USD                                     1 400        1 400
        KZT                               169 672 148  169 672 148`),
    )
    const balance = await adal.call('GET', `/v1/ledgers/${fund}/trial-balance`, { as: auditor })
    t.strictSame(
      balance.body.totals.map((total: { difference: string }) => total.difference),
      ['0', '0'],
    )
  })

  t.test('its treasurer has goods, dollars, a transfer and a payment that waits', async (t) => {
    const { figures, purposeBound } = await drive(adal, roomDrive)
    t.match(figures, {
      ...{ raised: tenge(1_816_870), costs: tenge(9_000), transferredIn: tenge(566_500) },
      ...{ exchange: tenge(-1_728), inCurrencies: tenge(266_592), left: tenge(1_922_642) },
      inKind: { received: tenge(1_080_000), givenOut: tenge(720_000), left: tenge(360_000) },
      pendingOut: tenge(1_400_000),
    })
    t.match(purposeBound, { held: { count: 1 }, inCurrencies: [{ held: { amount: '60000' } }] })
    t.match((await drive(adal, libraryDrive)).figures, { costs: tenge(13_500), left: tenge(0) })
    const { body: receipt } = await adal.call('GET', `/v1/receipts/${dollarReceipt}`)
    t.match(receipt, { rate: { day: '2024-04-24', rate: '444.32', origin: 'national-bank' } })
  })

  t.test('its two boxes are opened before witnesses, and the broken seal is seen by everybody', async (t) => {
    const { boxes, purposeBound } = await drive(adal, roomDrive)
    t.match(boxes, [{ place: 'Орал, орталық базар' }, { place: 'Орал, теміржол вокзалы' }])
    t.match(purposeBound.boxes, { count: 2, sum: tenge(72_550), brokenSeals: 1 })
    t.equal(await verdict(marketBox), 'verified')
    t.equal(await verdict(stationBox), 'caution')
    const path = `/v1/collections/${roomDrive}/boxes/${marketBox}/openings`
    const { items } = (await adal.call('GET', path, { as: auditor })).body
    t.match(items, [{ present: ['Демо Куәгерова', 'Демо Санақбаев'], newSeal: '000118' }])
    const shown = String((await adal.call('GET', `/collections/${roomDrive}?lang=en`)).body)
    t.match(shown, /Орал, теміржол вокзалы.*Seal broken/s)
  })

  t.test('the parallel bars are spent when they are invoiced, and owed until they are paid', async (t) => {
    const on = async (day: string) => {
      const { figures, purposeBound } = await drive(adal, roomDrive, day)
      return [figures.spent, purposeBound.owed.sum]
    }
    t.strictSame(await on('2024-05-09'), [tenge(0), tenge(0)])
    t.strictSame(await on('2024-05-10'), [tenge(450_000), tenge(450_000)])
    t.strictSame(await on('2024-05-17'), [tenge(450_000), tenge(0)])
  })

  t.test('bank and books agree but for the line that waits, and the 574,000 KZT stand beside', async (t) => {
    const period = 'from=2024-04-22&to=2024-04-30'
    const { body } = await adal.call('GET', `/v1/ledgers/${fund}/reconciliation?${period}`, { as: auditor })
    t.match(body, {
      bank: { opening: '2200000000', closing: '458350000' },
      books: { opening: '2200000000', closing: '453350000' },
      announced: [{ collection: akzhaiykDrive, gap: '57400000' }],
      unexplained: '0',
    })
    t.strictSame(body.explained, [{ what: 'lines-unmatched-in', count: 1, amount: '5000000' }])
    const lines = `/v1/ledgers/${fund}/statement-lines?status=unmatched`
    const { items } = (await adal.call('GET', lines, { as: await signInto(adal, 'treasurer') })).body
    t.match(items, [{ line: 7, amount: tenge(50_000), purpose: 'Көмек' }])
  })

  t.test('its yearly sheet has a name for each line', async (t) => {
    const path = `/v1/ledgers/${fund}/yearly-sheet?year=2024`
    const { body } = await adal.call('GET', path, { as: await signInto(adal, 'treasurer') })
    type Line = { id: string; title: { kk: string; en: string } }
    const lines: Line[] = body.sections.flatMap(({ lines }: { lines: Line[] }) => lines)
    t.strictSame(
      lines.filter(({ id, title }) => title.en.startsWith(id)),
      [],
    )
    const titles = lines.map(({ title }) => title.en)
    for (const title of [
      'Fees of payment systems',
      'Spent: Housing',
      'Came in: bank KZ60999KZT0000000001',
      'Given out in kind',
    ])
      t.ok(titles.includes(title), title)
  })

  t.test('its kit says what the README shows, and nothing of any ledger is wrong', async (t) => {
    await sign(adal)
    const { entries } = await drive(adal, shelter)
    const [, shelterLedger] = /ledgers\/([^/]+)/.exec(entries.raised) ?? []
    const readme = readFileSync('README.md', 'utf8')
    for (const bin of [fund, association, shelterLedger ?? '']) {
      const kit = await unpacked((await exported(adal, auditor, { bin }, 'kit')).bytes)
      const { code, said } = await verified(t, kit, adal.opened.signers(bin).verifierKey)
      t.equal(code, 0, said)
      if (bin !== fund) continue
      for (const line of said.trim().split('\n'))
        t.ok(readme.includes(line.replace('adal.test', 'adal.local')), line)
    }
  })

  t.test('of two card payments to the shelter one is taken, and one is pending', async (t) => {
    const path = `/v1/collections/${shelter}/authorizations`
    const { items } = (await adal.call('GET', path, { as: await signInto(adal, 'collector') })).body
    t.match(items, [
      { status: 'captured', captured: tenge(5_000) },
      { status: 'pending', amount: tenge(3_500) },
    ])
    t.match((await drive(adal, shelter)).figures, { raised: tenge(449_000), pendingIn: tenge(3_500) })
  })

  t.test('every step of it stands in the log', async (t) => {
    const actionsOf = async (query: string) => {
      const { body } = await adal.call('GET', `/v1/audit-entries?limit=200&${query}`, { as: auditor })
      return body.items.map(({ action }: { action: string }) => action).reverse()
    }
    t.strictSame(await actionsOf(`log=register&subject=collection:${akzhaiykDrive}`), [
      ...['collection.register', 'collection.open', 'collection.close', 'collection.report'],
    ])
    t.strictSame(await actionsOf(`log=register&subject=organization:${fund}`), [
      ...[
        'organization.claim',
        'organization.confirm',
        'accreditation.apply',
        'accreditation.grant',
        'organization.claim',
      ],
    ])
    t.equal((await actionsOf('action=emergency.declare')).length, 1)
    t.strictSame(await actionsOf(`subject=emergency-application:${told.akzhaiykApplication}`), [
      ...['emergency-application.file', 'emergency-application.decide'],
    ])
    const money = await actionsOf(`log=${fund}`)
    t.equal(money.filter((action: string) => action === 'donation.record').length, 151)
    t.equal(money.filter((action: string) => action === 'disbursement.pay').length, 7)
  })

  t.test('the shelter is lawful today and not under the ban', async (t) => {
    const page = await drive(adal, shelter, '2026-06-01')
    t.match(page.evaluation, { variant: 'kz-current', outcome: 'lawful' })
    const cell = (view: { shadow: Cell[] }, variant: string) =>
      view.shadow.find((one) => one.variant === variant)
    const ban = cell(page, 'kz-draft-ban-2024')
    t.equal(ban?.outcome, 'unlawful')
    t.match(ban?.findings.find(({ code }) => code === 'individual-banned')?.sanction, {
      mci: 80,
      kzt: 346_000,
    })
    const planned = await drive(adal, plannedShelter, '2026-06-01')
    t.equal(cell(planned, 'kz-draft-ban-2024')?.outcome, 'barred')
    t.equal(cell(planned, 'kz-draft-notify-2024')?.outcome, 'not-yet')
    t.equal(await verdict(shelter), 'verified')
    t.equal(await verdict(plannedShelter), 'caution', 'not yet open')
  })

  t.test('the engine says the same of the shelter when it is asked', async (t) => {
    const facts = {
      on: '2026-06-01',
      collector: { kind: 'individual' },
      account: { kind: 'personal' },
      channels: ['card'],
    }
    const variants = ['kz-current', 'kz-draft-ban-2024', 'kz-draft-notify-2024']
    const cases = [
      { ...facts, startsOn: '2026-03-01' },
      { ...facts, startsOn: '2026-12-20' },
    ]
    const { body } = await adal.call('POST', '/v1/evaluations', { body: { cases, variants } })
    t.strictSame(
      body.results.map((cells: Cell[]) => cells.map(({ outcome }) => outcome)),
      [
        ['lawful', 'unlawful', 'unlawful'],
        ['lawful', 'barred', 'not-yet'],
      ],
    )
    t.strictSame(body.results[0][1].findings[0].sanction, { mci: 80, kzt: 346_000 })
  })

  t.test('of the money of «Bir Qadam» 1.31 % were passed on', async (t) => {
    const { figures, purposeBound } = await drive(adal, birQadamDrive)
    t.match(purposeBound, {
      paidOutPercent: 1.3,
      costsPercent: 36.57,
      notIdentified: { count: 4 },
      held: { count: 0 },
    })
    t.match(figures, { raised: tenge(566_000_000), spent: tenge(7_400_000), costs: tenge(207_000_000) })
    t.equal(Math.round((Number(figures.spent.amount) / Number(figures.raised.amount)) * 10_000), 131)
    t.equal(
      await ledgerTable(adal, auditor, association),
      table(`
        account                                 debit       credit
        assets:bank:KZ06999KZT0000000003  566 000 000  214 400 000
        fund 1:costs                      207 000 000            0
        fund 1:raised                               0  566 000 000
        fund 1:spent:humanitarian-aid       7 400 000            0
        ----------------------------------------------------------
        KZT                               780 400 000  780 400 000`),
    )
  })

  t.test('what is forged is not believed', async (t) => {
    t.equal(await verdict('C-0000-0000-0000'), 'not-found')
    t.equal(await verdict('KZ33999KZT0000000002'), 'caution', 'the account of the forger')
    t.equal(
      await verdict(`Фонд «Акжайык» БИН ${fund}, счёт KZ33999KZT0000000002`),
      'caution',
      'beside the name of the fund',
    )
    const forger = await signInto(adal, 'forger')
    const own = await adal.call('GET', `/v1/organizations/${fund}`, { as: forger })
    t.match(own.body, { status: 'claimed', counts: false })
  })

  t.test('told twice, it happens once', async (t) => {
    const sizes = async () => {
      const found = await adal.opened.reading<{ name: string; size: bigint }[]>`SELECT name, size FROM logs
        WHERE name <> 'internal' ORDER BY name`
      return found.map(({ name, size }) => `${name} ${size}`)
    }
    const before = await sizes()
    t.strictSame(await play(), told)
    t.strictSame(await sizes(), before)
    t.notOk(await needsStory(adal.house))
  })
})

t.test('a story that was interrupted is told to its end', async (t) => {
  const { adal, play } = await stageFor(t, '2026-11-20T06:00:00Z')
  let lines = 0
  const killed = play(() => {
    if (++lines === 15) throw new Error('killed')
  })
  await t.rejects(killed, /killed/)
  t.ok(await needsStory(adal.house), 'half a story is no story')
  const told = await play()
  t.notOk(await needsStory(adal.house))
  t.match((await drive(adal, told.akzhaiykDrive)).figures.raised, tenge(80_226_000))
})

for (const now of ['2026-03-01T08:00:00Z', '2027-02-10T06:00:00Z', '2029-07-01T06:00:00Z'])
  t.test(`the story can be told on ${now.slice(0, 10)}`, async (t) => {
    const { adal, play } = await stageFor(t, now)
    const told = await play()
    const { status, figures } = await drive(adal, told.shelter)
    t.equal(status, 'open')
    t.ok(BigInt(figures.raised.amount) > BigInt(figures.spent.amount))
    t.equal((await drive(adal, told.plannedShelter)).status, 'planned')
  })

t.test('a database in which others work gets no story', async (t) => {
  const adal = await startAdal(t)
  await adal.signUp()
  t.notOk(await needsStory(adal.house))
})
