import fc from 'fast-check'
import t from 'tap'
import {
  Bin,
  Day,
  Iban,
  Iin,
  isBin,
  isIban,
  isIin,
  isKato,
  Kato,
  katoCovers,
} from '../../src/kernel/identifiers.js'
import { fieldErrorsOf } from '../../src/kernel/reasons.js'
import { regionName, regions } from '../../src/kernel/regions.js'

const why = (schema: typeof Bin, value: string): string | undefined => {
  const parsed = schema.safeParse(value)
  return parsed.success ? undefined : parsed.error.issues[0]?.message.replace('reason:', '')
}
const digits = '0123456789'

t.test(
  'the known organizations and people have valid numbers, by the first and by the second weights',
  async (t) => {
    for (const bin of ['240340000128', '240340001811', '150640000112']) t.ok(isBin(bin) && !isIin(bin), bin)
    for (const iin of ['900101350013', '061211600012', '900101300811']) t.ok(isIin(iin) && !isBin(iin), iin)
  },
)

t.test('where both sums are ten no check digit makes the number valid', async (t) => {
  for (const digit of digits) {
    t.notOk(isIin(`90010130080${digit}`))
    t.notOk(isBin(`24034000180${digit}`))
  }
})

t.test('of the ten last digits at most one makes a number valid', async (t) => {
  const body = fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 12 }), fc.nat(99999))
  fc.assert(
    fc.property(body, fc.constantFrom('40', '53', '01', '28'), ([year, month, serial], kind) => {
      const two = (part: number): string => String(part).padStart(2, '0')
      const start = `${two(year)}${two(month)}${kind}${String(30000 + (serial % 9999)).padStart(5, '0')}`
      return Array.from(digits).filter((digit) => isBin(start + digit) || isIin(start + digit)).length <= 1
    }),
    { numRuns: 250 },
  )
  t.equal(why(Bin, '240340000127'), 'bin-check-digit')
  t.equal(why(Bin, '240430000128'), 'bin-shape', 'two digits have changed places')
  t.equal(why(Iin, '900101350012'), 'iin-check-digit')
  t.equal(why(Iin, '900101530013'), 'iin-check-digit', 'two digits have changed places')
})

t.test('the refusal says what sort of number was given instead', async (t) => {
  t.equal(why(Bin, '900101350013'), 'bin-is-iin')
  t.equal(why(Iin, '240340000128'), 'iin-is-bin')
  for (const wrong of ['', '24034000012', '241340000128', '240330000128', '240344000128', '24034000012x']) {
    t.equal(why(Bin, wrong), 'bin-shape', wrong)
  }
  for (const wrong of ['900231350013', '901301350013', '010229300013', '900100350013']) {
    t.equal(why(Iin, wrong), 'iin-date', wrong)
  }
  t.equal(why(Iin, '900101750013'), 'iin-shape', 'a century digit above 6')
})

t.test('a person born on 29 February needs a leap year of the right century', async (t) => {
  t.not(why(Iin, '000229500000'), 'iin-date', '2000 was one')
  t.equal(why(Iin, '000229300000'), 'iin-date', '1900 was none')
  t.equal(why(Iin, '000229100000'), 'iin-date', '1800 was none')
})

t.test('an account number is read as people paste it and kept in one form', async (t) => {
  for (const iban of ['KZ86125KZT5004100100', 'KZ60999KZT0000000001', 'KZ33999KZT0000000002'])
    t.ok(isIban(iban), iban)
  t.equal(Iban.parse(' kz86 125k-zt50\u00A00410\u200B 0100\n'), 'KZ86125KZT5004100100')
  t.equal(Bin.parse('2403 4000 0128'), '240340000128')
  t.equal(why(Iban, 'KZ86125KZT5004100101'), 'iban-check-digits')
  t.equal(why(Iban, 'DE89370400440532013000'), 'iban-shape')
  t.equal(why(Iban, 'КZ86125KZT5004100100'), 'iban-cyrillic')
})

t.test('a KATO code belongs to one of the twenty regions', async (t) => {
  t.equal(regions.size, 20)
  for (const code of regions.keys()) t.ok(isKato(code), code)
  t.equal(why(Kato, '990000000'), 'kato-region')
  t.equal(why(Kato, '27000000'), 'kato-shape')
  t.equal(regionName('274030100', 'kk'), 'Батыс Қазақстан облысы')
  t.equal(regionName('990000000', 'en'), '990000000')
})

t.test('an official covers the own territory and all below it, and no other', async (t) => {
  t.ok(katoCovers('270000000', '270000000'))
  t.ok(katoCovers('270000000', '274030100'), 'a settlement of the region')
  t.ok(katoCovers('274000000', '274030100'), 'and of the district 40')
  t.ok(katoCovers('274030000', '274030100'), 'and of the rural district 30')
  t.ok(katoCovers('271000000', '271010000'), 'the zero of district 10 is no end of the code')
  t.notOk(katoCovers('271000000', '271100000'), 'district 11 is not below district 10')
  t.notOk(katoCovers('274030000', '274000000'), 'what is above is not covered')
  t.notOk(katoCovers('270000000', '230000000'))
  t.notOk(katoCovers('', '270000000'), 'who holds no code covers nothing')
  t.notOk(katoCovers('000000000', '270000000'))
})

t.test('a day must be in the calendar', async (t) => {
  t.equal(Day.parse('2028-02-29'), '2028-02-29')
  t.equal(why(Day, '2026-02-29'), 'day-impossible')
  t.equal(why(Day, '15.03.2026'), 'day-shape')
})

t.test('a wrong number is explained in three languages without being repeated', async (t) => {
  const parsed = Iin.safeParse('900101350012')
  const [error] = fieldErrorsOf(parsed.error!)
  t.equal(error?.detail.ru, 'Контрольная цифра ИИН не сходится: возможно, одна из цифр набрана неверно.')
  for (const sentence of Object.values(error!.detail)) t.notMatch(sentence, '900101350012')
})
