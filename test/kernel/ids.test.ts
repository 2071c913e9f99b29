import fc from 'fast-check'
import t from 'tap'
import { parsePublicNumber, publicNumber, uuidv7 } from '../../src/kernel/ids.js'

t.test('an identifier carries its moment, and its version and variant are those of RFC 9562', async (t) => {
  const id = uuidv7(new Date(0x017f22e279b0))
  t.match(id, /^017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

t.test(
  'each identifier is greater than the one before, also when the clock stands still or goes back',
  async (t) => {
    const moments = Array.from(
      { length: 3000 },
      (_, i) => new Date(1_800_000_000_000 + (i % 3 === 0 ? -i : i)),
    )
    const ids = moments.map(uuidv7)
    t.same([...ids].sort(), ids)
    t.equal(new Set(ids).size, ids.length)
  },
)

t.test('a receipt number is read however people write it', async (t) => {
  for (let i = 0; i < 50; i++) {
    const number = publicNumber('R')
    t.match(number, /^R(-[0-9A-HJKMNP-TV-Z]{4}){3}$/)
    const spoken = number
      .toLowerCase()
      .replaceAll('-', ' ')
      .replaceAll('0', 'o')
      .replaceAll('1', i % 2 ? 'l' : 'I')
    t.equal(parsePublicNumber(spoken), number)
    t.equal(
      parsePublicNumber(number.replaceAll('A', 'А').replaceAll('M', 'М'), 'R'),
      number,
      'in Cyrillic letters',
    )
    t.equal(parsePublicNumber(number, 'C'), undefined, 'a receipt is no collection')
  }
})

t.test(
  'one wrong character, or two neighbours that changed places, make another number of none',
  async () => {
    const word = (number: string): string => number.replaceAll('-', '')
    const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 }), fc.constantFrom(...alphabet), (at, other) => {
        const right = word(publicNumber('C'))
        const wrong = right.slice(0, at) + other + right.slice(at + 1)
        const swapped =
          right.slice(0, at) +
          right
            .slice(at, at + 2)
            .split('')
            .reverse()
            .join('') +
          right.slice(at + 2)
        return [wrong, swapped].every((text) => text === right || parsePublicNumber(text) === undefined)
      }),
      { numRuns: 300 },
    )
  },
)

t.test('what is no number is none', async (t) => {
  for (const text of ['', 'R', 'R-7KQ4-M2XA', 'U-7KQ4-M2XA-9T3C', 'https://adal.kz'])
    t.equal(parsePublicNumber(text), undefined)
  for (const prefix of ['', 'RR', 'U', 'r']) t.throws(() => publicNumber(prefix))
})
