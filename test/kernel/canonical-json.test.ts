import fc from 'fast-check'
import t from 'tap'
import { canonicalJson, sha256, sha256Hex } from '../../src/kernel/canonical-json.js'

t.test('the example of RFC 8785 §3.2.3 is written as the RFC writes it', async (t) => {
  const value = {
    numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27, -0],
    string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"\u002f',
    literals: [null, true, false],
  }
  t.equal(
    canonicalJson(value),
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27,0],' +
      '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  )
})

t.test('members stand in the order of their UTF-16 code units', async (t) => {
  const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 }
  t.same(Object.values(JSON.parse(canonicalJson(value))), [4, 2, 6, 7, 1, 5, 3])
  t.equal(canonicalJson(value), '{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}')
})

t.test(
  'tiyn are written as a decimal string, a moment by RFC 3339, and an absent member not at all',
  async (t) => {
    const value = { at: new Date('2026-03-15T09:30:00Z'), tiyn: 9223372036854775807n, note: undefined }
    t.equal(canonicalJson(value), '{"at":"2026-03-15T09:30:00.000Z","tiyn":"9223372036854775807"}')
  },
)

t.test('what has no JSON is refused, wherever it stands', async (t) => {
  const without = [Number.NaN, Infinity, '\ud800', undefined, Symbol('x'), () => 1, new Map(), Buffer.of(1)]
  for (const value of without) {
    t.throws(() => canonicalJson(value), TypeError)
    t.throws(() => canonicalJson([{ deep: [value] }]), TypeError)
  }
  t.throws(() => canonicalJson({ '\udc00': 1 }), TypeError)
  t.throws(() => canonicalJson(new Date(Number.NaN)), RangeError)
})

t.test('what was written says the same when read, and the same again when written', async () => {
  const wellFormed = fc.jsonValue({ stringUnit: 'binary' })
  fc.assert(
    fc.property(wellFormed, (value) => {
      const written = canonicalJson(value)
      return (
        canonicalJson(JSON.parse(written)) === written && written === canonicalJson(structuredClone(value))
      )
    }),
    { numRuns: 300 },
  )
})

t.test('the SHA-256 of a text is that of its UTF-8', async (t) => {
  t.equal(sha256Hex('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  t.same(sha256('ә'), sha256(Buffer.from('ә')))
})
