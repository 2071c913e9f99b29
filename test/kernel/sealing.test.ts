import fc from 'fast-check'
import t from 'tap'
import { fieldSealer } from '../../src/kernel/sealing.js'

const sealer = fieldSealer(Buffer.alloc(32, 1))
const place = 'people.iin'

t.test('a sealed field opens to what it was, and looks different each time', async (t) => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      (plain) => sealer.open(sealer.seal(plain, place), place) === plain,
    ),
    { numRuns: 200 },
  )
  const [one, other] = [sealer.seal('900101350013', place), sealer.seal('900101350013', place)]
  t.notSame(one, other)
  t.equal(one.length, 29 + 12)
  t.notOk(one.includes('900101'))
})

t.test(
  'a field that was changed, moved to another place or sealed by another key does not open',
  async (t) => {
    const sealed = sealer.seal('Айгүл', place)
    for (let i = 0; i < sealed.length; i++) {
      const changed = Buffer.from(sealed)
      changed[i]! ^= 1
      t.throws(() => sealer.open(changed, place), `byte ${i}`)
    }
    t.throws(() => sealer.open(sealed, 'people.name'))
    t.throws(() => sealer.open(sealed.subarray(0, 20), place))
    t.throws(() => fieldSealer(Buffer.alloc(32, 2)).open(sealed, place))
    t.throws(() => fieldSealer(Buffer.alloc(16)), /32 bytes/)
  },
)

t.test('equal values of one place are found again, and tell nothing of other places', async (t) => {
  const found = sealer.lookup('900101350013', place)
  t.equal(found.length, 32)
  t.same(fieldSealer(Buffer.alloc(32, 1)).lookup('900101350013', place), found, 'after a restart')
  t.notSame(sealer.lookup('900101350013', 'donors.iin'), found)
  t.notSame(fieldSealer(Buffer.alloc(32, 2)).lookup('900101350013', place), found)
})
