import type { ComparisonResults, VariantResult } from './results.js'

type Cell = string | number | null
/** Section, two keys, and what the row counts: cases, tiyn, another value. */
type Row = readonly [section: string, key1: Cell, key2: Cell, cases: Cell, tiyn: Cell, value: Cell]

const header = ['reading', 'variant', 'section', 'key1', 'key2', 'cases', 'tiyn', 'value']

/** All tables of the results in one long form, in UTF-8 with a byte order mark, so that a spreadsheet reads it right. */
export function* csvOf(results: ComparisonResults): Generator<string> {
  yield `\ufeff${line(header)}`
  for (const [reading, variants] of Object.entries(results.readings))
    for (const variant of variants)
      for (const row of rowsOf(variant)) yield line([reading, variant.variant, ...row])
  for (const { variant, ...delay } of results.delay) {
    for (const key of ['cases', 'withoutDeadline', 'notComputable'] as const)
      yield line(['', variant, 'delay', key, null, delay[key], null, null])
    for (const key of ['median', 'ninetieth'] as const)
      yield line(['', variant, 'delay', key, null, null, null, delay[key]])
    for (const [silence, cases] of Object.entries(delay.silence))
      yield line(['', variant, 'silence', silence, null, cases, null, null])
  }
  for (const { variant, totalKzt, duties } of results.burden) {
    yield line(['', variant, 'burden-kzt', null, null, null, null, totalKzt])
    for (const { duty, quantity, totalKzt: kzt, bySize } of duties) {
      yield line(['', variant, 'duty-kzt', duty, null, quantity, null, kzt])
      for (const [size, sum] of Object.entries(bySize))
        yield line(['', variant, 'duty-kzt', duty, size, null, null, sum])
    }
  }
  for (const { place, value } of results.assumptions)
    yield line(['', '', 'assumption', place, null, null, null, value])
  for (const { variant, headline, assumption, atLow, atHigh } of results.sensitivity?.tornado ?? []) {
    yield line(['', variant, `${headline} at low`, assumption, null, null, null, atLow])
    yield line(['', variant, `${headline} at high`, assumption, null, null, null, atHigh])
  }
  for (const { variant, than, headline, share } of results.sensitivity?.beats ?? [])
    yield line(['', variant, 'less than', than, headline, null, null, share])
}

function* rowsOf(result: VariantResult): Generator<Row> {
  const amounts = ({ cases, tiyn }: { cases: number; tiyn: string }) => [cases, tiyn] as const
  for (const [outcome, of] of Object.entries(result.outcomes))
    yield ['outcome', outcome, null, ...amounts(of), null]
  yield ['stopped', null, null, ...amounts(result.stopped), null]
  yield ['newly stopped', null, null, ...amounts(result.newlyStopped), null]
  yield ['newly free', null, null, ...amounts(result.newlyFree), null]
  yield ['several grounds', null, null, result.severalGrounds, null, null]
  for (const { from, to, ...of } of result.transitions) yield ['transition', from, to, ...amounts(of), null]
  for (const { code, effect, alone, ...of } of result.findings)
    yield ['finding', code, effect, ...amounts(of), alone]
  for (const { provision, leaveOneOut, waterfall, shapley } of result.provisions) {
    yield ['provision', provision, 'leave one out', leaveOneOut, null, null]
    yield ['provision', provision, 'waterfall', waterfall, null, null]
    yield ['provision', provision, 'shapley', null, null, shapley.exact]
  }
  for (const { dimension, value, of, ways, ...out } of result.fallsOut) {
    yield ['falls out', dimension, value, ...amounts(out), of.cases]
    for (const { remedies, tooLate, cases } of ways)
      yield [
        `way back by ${dimension}`,
        value,
        remedies.join(' + ') || 'none',
        cases,
        null,
        tooLate ? 'too late' : null,
      ]
  }
  for (const [key, { cases, knownKzt, amountNotPublished }] of Object.entries(result.sanctions)) {
    yield ['sanctions-kzt', key, null, cases, null, knownKzt]
    yield ['sanctions-not-published', key, null, amountNotPublished, null, null]
  }
  const { noneInForce = 0, spared = 0 } = result.sanctions.breaches
  yield ['no-sanction', 'breaches', 'none in force', noneInForce, null, null]
  yield ['no-sanction', 'breaches', 'spared', spared, null, null]
  for (const [key, value] of Object.entries(result.fraud)) yield ['fraud', key, null, null, null, value]
}

const line = (cells: readonly Cell[]): string => `${cells.map(written).join(',')}\r\n`

/** A label is what somebody wrote into a file: a spreadsheet must not take it for a formula. */
function written(cell: Cell): string {
  if (cell === null) return ''
  const text = String(cell)
  const harmless =
    typeof cell === 'string' && /^[=+@\t\r-]/.test(text) && !/^-?\d+(\/\d+)?$/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
