import { cpSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { addDays, type Day, weekdayOf } from '../../src/kernel/days.js'
import { regions } from '../../src/kernel/regions.js'
import { workingDays } from '../../src/law/calendar.js'
import { effects, findingCodes } from '../../src/law/evaluation.js'
import { amountOn, legislationOf } from '../../src/law/legislation.js'
import { loadLegislation } from '../../src/law/load.js'
import { rules } from '../../src/law/rules.js'
import { dataFolder, law } from './support.js'

t.test('the index changes on its day and is unknown before the first and after the last', async (t) => {
  const index = (day: Day) => amountOn(law.indices.monthlyCalculationIndex, day)?.kzt
  const boundaries: [Day, number | undefined, number | undefined][] = [
    ['2020-01-01', undefined, 2651],
    ['2020-04-01', 2651, 2778],
    ['2021-01-01', 2778, 2917],
    ['2022-01-01', 2917, 3063],
    ['2022-04-01', 3063, 3063],
    ['2023-01-01', 3063, 3450],
    ['2024-01-01', 3450, 3692],
    ['2025-01-01', 3692, 3932],
    ['2026-01-01', 3932, 4325],
    ['2027-01-01', 4325, undefined],
  ]
  for (const [day, before, after] of boundaries)
    t.strictSame([index(addDays(day, -1)), index(day)], [before, after], day)
  t.equal(amountOn(law.indices.minimumWage, '2026-12-31')?.kzt, 85_000)
  t.equal(amountOn(law.indices.minimumWage, '2025-12-31'), undefined)
})

/** Kurban Ait by year, the one day off that no rule gives; that of 2027 is an expectation. */
const kurbanAit: Readonly<Record<number, Day>> = {
  2024: '2024-06-16',
  2025: '2025-06-06',
  2026: '2026-05-27',
  2027: '2027-05-16',
}
const isWeekend = (day: Day): boolean => [0, 6].includes(weekdayOf(day))

/** The weekdays off that follow from the rules: a state holiday on a weekend prolongs the days off by a working day. */
function daysOffByTheRules(year: number): Day[] {
  const state = ['01-01', '01-02', '03-08', '03-21', '03-22', '03-23', '05-01', '05-07', '05-09', '07-06']
  state.push(...(year <= 2025 ? ['08-30'] : []), ...(year >= 2027 ? ['03-15'] : []), '10-25', '12-16')
  const holidays = state.map((day) => `${year}-${day}`)
  const off = new Set([...holidays, `${year}-01-07`, kurbanAit[year]!])
  for (const holiday of holidays.filter(isWeekend)) {
    let day = holiday
    while (isWeekend(day) || off.has(day)) day = addDays(day, 1)
    off.add(day)
  }
  return [...off].filter((day) => !isWeekend(day)).sort()
}

t.test('the days off of each year are those that follow from the rules of the holidays', async (t) => {
  for (const { year, daysOff } of law.calendars.years)
    t.strictSame(daysOff, daysOffByTheRules(year), String(year))
  t.match(
    law.calendars.years.map(({ citation }) => citation.confidence),
    ['secondary', 'secondary', 'secondary', 'unverified'],
  )
})

t.test('working days are those that one counts with a finger on the calendar', async (t) => {
  const off = new Set(law.calendars.years.flatMap(({ daysOff }) => daysOff))
  const byFinger = (after: Day, until: Day): number => {
    let count = 0
    for (let day = addDays(after, 1); day <= until; day = addDays(day, 1))
      if (!isWeekend(day) && !off.has(day)) count += 1
    return count
  }
  for (const [after, until] of [
    ['2023-12-31', '2024-12-31'],
    ['2024-12-27', '2025-01-08'],
    ['2026-03-19', '2026-03-26'],
    ['2026-03-05', '2026-03-05'],
    ['2026-03-05', '2026-03-01'],
    ['2024-02-28', '2027-12-31'],
  ] as const)
    t.equal(workingDays(law.calendar, after, until), byFinger(after, until), `${after} to ${until}`)
})

t.test('every rule has its text, and a fine can be set where a sanction is attached', async (t) => {
  t.strictSame([...new Set(rules.map(({ code }) => code))], [...findingCodes])
  for (const { code, provision, setting, liable } of rules) {
    t.ok(law.texts.findings[code].kk, code)
    const parameters = law.provisions.provisions[provision].settings[setting]
    t.ok(parameters, `${provision} may be ${setting}`)
    const fines = Object.values(parameters ?? {}).filter(({ kind }) => kind === 'fine')
    if (code !== 'closing-report-due') t.equal(fines.length > 0, liable, code)
  }
  t.equal(effects.length, 5)
})

t.test(
  'what holds where nothing is said is a setting, unless it stands in every Kazakh variant',
  async (t) => {
    for (const [id, { absent, settings }] of Object.entries(law.provisions.provisions))
      t.equal(absent in settings, !['misuse-criminal', 'tax-look'].includes(id), id)
  },
)

t.test('the regions are those of the kernel', async (t) => {
  t.strictSame(Object.fromEntries(law.regions), Object.fromEntries(regions))
})

t.test('every file says that no lawyer has read its Kazakh texts', async (t) => {
  const folder = join(dataFolder, 'law')
  const withTexts = ['provisions.yaml', 'duties.yaml', 'texts.yaml']
  const variants = readdirSync(join(folder, 'variants')).map((name) => join('variants', name))
  t.equal(variants.length, 7)
  for (const name of [...withTexts, ...variants])
    t.match(readFileSync(join(folder, name), 'utf8'), /^kazakhReadByLawyer: false$/m, name)
})

t.test('another index, calendar or wage has another hash, and other words have not', async (t) => {
  const files = { ...law, variants: [] }
  const hashWith = (change: object): string => legislationOf({ ...files, ...change }).dataHash
  t.equal(hashWith({}), law.dataHash)
  t.equal(hashWith({ texts: { ...law.texts, kazakhReadByLawyer: true } }), law.dataHash)
  t.not(hashWith({ calendars: { years: law.calendars.years.slice(1) } }), law.dataHash)
  const { minimumWage, monthlyCalculationIndex } = law.indices
  t.not(
    hashWith({
      indices: { monthlyCalculationIndex, minimumWage: { ...minimumWage, knownUntil: '2027-12-31' } },
    }),
    law.dataHash,
  )
})

t.test('a file that does not hold what it should is named', async (t) => {
  const copy = mkdtempSync(join(tmpdir(), 'adal-law-'))
  const write = (name: string, text: string): void => {
    cpSync(dataFolder, copy, { recursive: true })
    writeFileSync(join(copy, 'law', name), text)
  }
  write('calendars.yaml', 'years: [{ year: 2026 }]')
  t.throws(() => loadLegislation(copy), /calendars\.yaml[\s\S]*years\[0\]\.daysOff/)
  write(
    'variants/orphan.yaml',
    readFileSync(join(dataFolder, 'law/variants/ref-cz.yaml'), 'utf8').replace('base: null', 'base: none'),
  )
  t.throws(() => loadLegislation(copy), /ref-cz.*\/base/)
})
