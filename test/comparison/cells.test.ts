import t from 'tap'
import { CellFilter, type CellPlace, cellsBehind } from '../../src/comparison/cell-filter.js'
import type { CaseCell } from '../../src/comparison/results.js'
import { dataFolder } from '../../src/house.js'
import { keptComparisons } from '../../src/pages/comparison/kept.js'
import { startAdal } from '../support/app.js'
import { ask, asked, compared, see, synthetic } from './stories.js'

const adal = await startAdal(t)
const [analyst, other] = [await adal.signInAs('analyst'), await adal.signInAs('analyst')]
const source = keptComparisons(adal.house, dataFolder)
const publish = (id: string) => adal.call('POST', `/v1/comparisons/${id}/publish`, { as: analyst })
const done = await compared(adal, analyst, asked(synthetic(3_000)))

t.test(
  'two analysts who work side by side have no page of what the other one has not published',
  async (t) => {
    const theirs = await compared(adal, other, asked(synthetic(50)))
    for (const { id } of [done, theirs])
      for (const end of ['', '/cases', '/report', '/trace?case=shelter-1'])
        for (const as of [analyst, other, undefined])
          t.equal(
            (await adal.call('GET', `/comparisons/${id}${end}`, { ...(as && { as }) })).status,
            404,
            end,
          )
    const running = (await ask(adal, other, asked(synthetic(1_000_000)))).body.id
    t.equal((await see(adal, analyst, running)).status, 404)
    t.equal((await adal.call('POST', `/v1/comparisons/${running}/cancel`, { as: analyst })).status, 404)
    t.equal((await adal.call('POST', `/v1/comparisons/${running}/cancel`, { as: other })).status, 200)
    t.equal((await publish(done.id)).status, 200)
  },
)

/** All cells, from the API, a page after the other. */
async function allCells(): Promise<CaseCell[]> {
  const cells: CaseCell[] = []
  for (let next: string | null = ''; next !== null; ) {
    const { body } = await see(adal, undefined, done.id, `/cases?limit=100${next && `&after=${next}`}`)
    cells.push(...body.items)
    next = body.next
  }
  return cells
}

const ban = 'kz-draft-ban-2024'
const filters = [
  {},
  { reading: 'as-it-stood' },
  { variant: ban, outcome: 'stopped' },
  { variant: ban, outcome: 'unlawful', from: 'free' },
  { variant: ban, outcome: 'may-not-start', kind: 'individual' },
  { variant: ban, code: 'individual-banned' },
  { variant: ban, provision: 'individual-collecting' },
  { variant: ban, provision: 'individual-collecting', size: 'small' },
  { variant: ban, outcome: 'stopped', from: 'free', purpose: 'animals' },
  { variant: ban, outcome: 'stopped', fraud: 'no' },
  { region: '270000000' },
  { purpose: "x' OR true --" },
  { outcome: 'stopped' },
  { variant: 'nobody', outcome: 'stopped' },
]

t.test('the database finds the cells that the filter means, page by page in one order', async (t) => {
  const all = await allCells()
  t.ok(all.length > 120, 'there are several pages')
  const shown = (await source.byId(done.id))!
  let pages = 0
  for (const sought of filters) {
    const filter = CellFilter.parse(sought)
    const expected = cellsBehind(all, filter, 'kz-current')
    const found: CaseCell[] = []
    let after: CellPlace | undefined
    do {
      const page = await source.cells(shown, filter, after)
      t.ok(page.items.length <= 60)
      t.strictSame(
        page.all,
        {
          cells: expected.length,
          cases: expected.reduce((sum, cell) => sum + cell.cases, 0),
          tiyn: String(expected.reduce((sum, cell) => sum + BigInt(cell.tiyn), 0n)),
        },
        JSON.stringify(sought),
      )
      found.push(...page.items)
      after = page.next ?? undefined
      pages += 1
    } while (after !== undefined)
    const largestFirst = expected.toSorted((a, b) => b.cases - a.cases)
    t.strictSame(found, largestFirst, 'those of equal size in the order of their numbers')
  }
  t.ok(pages > filters.length + 1)
})

t.test('the page leads to the next cells, in the language of the reader', async (t) => {
  const open = async (path: string) => String((await adal.call('GET', path)).body)
  const first = await open(`/comparisons/${done.id}/cases?reading=as-it-stood&lang=en`)
  const next = /<a rel="next" href="([^"]+)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? ''
  t.match(next, /reading=as-it-stood/)
  t.match(next, /lang=en/)
  const second = await open(next)
  const headings = (page: string) =>
    [...page.matchAll(/<li class="cell"><h2>.*?<\/h2>/g)].map(([text]) => text)
  t.equal(headings(first).length, 60)
  t.ok(headings(second).length > 0)
  t.strictSame(
    headings(second).filter((one) => headings(first).includes(one)),
    [],
  )
  t.equal((await adal.call('GET', `/comparisons/${done.id}/cases?after=last`)).status, 422)
})
