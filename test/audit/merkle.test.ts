import { createHash } from 'node:crypto'
import fc from 'fast-check'
import t from 'tap'
import {
  append,
  consistencyProof,
  consistencyRanges,
  emptyFrontier,
  type Hash,
  inclusionProof,
  inclusionRanges,
  leafHash,
  nodeHash,
  rootOf,
  rootOfLeaves,
  verifyConsistency,
  verifyInclusion,
} from '../../src/audit/merkle.js'

const hex = (hash: Uint8Array): string => Buffer.from(hash).toString('hex')

/** The eight entries and the tree heads by size of the test vectors of Certificate Transparency. */
const entries = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
]
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const published = entries.map((entry) => leafHash(Buffer.from(entry, 'hex')))

/** The definition of RFC 6962 §2.1 word for word, on entries: a second way to the same root. */
function treeHash(data: readonly Buffer[]): Buffer {
  const hash = (...parts: Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest()
  if (data.length === 0) return hash()
  if (data.length === 1) return hash(Buffer.of(0), data[0]!)
  const k = 2 ** Math.floor(Math.log2(data.length - 1))
  return hash(Buffer.of(1), treeHash(data.slice(0, k)), treeHash(data.slice(k)))
}

const data = fc.array(fc.uint8Array({ maxLength: 8 }).map(Buffer.from), { minLength: 1, maxLength: 70 })
const frontierOf = (leaves: readonly Hash[]) => leaves.reduce(append, emptyFrontier)

t.test(
  'the tree heads of Certificate Transparency come out, one leaf at a time and all at once',
  async (t) => {
    for (const [size, root] of roots.entries()) {
      t.equal(hex(rootOfLeaves(published.slice(0, size))), root)
      t.equal(hex(rootOf(frontierOf(published.slice(0, size)))), root)
    }
  },
)

t.test('the proofs of the examples in RFC 9162 §2.1.5 come out', async (t) => {
  const [a, b, c, d, e, f, j] = published as [Hash, Hash, Hash, Hash, Hash, Hash, Hash]
  const [g, h, i] = [nodeHash(a, b), nodeHash(c, d), nodeHash(e, f)]
  const [k, l] = [nodeHash(g, h), nodeHash(i, j)]
  const seven = published.slice(0, 7)
  t.same(inclusionProof(seven, 0), [b, h, l])
  t.same(inclusionProof(seven, 3), [c, g, l])
  t.same(inclusionProof(seven, 4), [f, j, k])
  t.same(inclusionProof(seven, 6), [i, k])
  t.same(consistencyProof(seven, 3), [c, d, g, l])
  t.same(consistencyProof(seven, 4), [l])
  t.same(consistencyProof(seven, 6), [i, j, k])
})

t.test('a log appended to one by one has the root of all its entries', async () => {
  fc.assert(
    fc.property(data, (all) => {
      const leaves = all.map((entry) => leafHash(entry))
      const expected = treeHash(all)
      return rootOf(frontierOf(leaves)).equals(expected) && rootOfLeaves(leaves).equals(expected)
    }),
    { numRuns: 150 },
  )
})

t.test('every entry is proved to be in the log, and a changed one is not', async () => {
  fc.assert(
    fc.property(data, fc.nat(), (all, at) => {
      const leaves = all.map((entry) => leafHash(entry))
      const [size, index, root] = [all.length, at % all.length, treeHash(all)]
      const proof = inclusionProof(leaves, index)
      const leaf = leaves[index]!
      return (
        verifyInclusion(leaf, index, size, proof, root) &&
        !verifyInclusion(leafHash('forged'), index, size, proof, root) &&
        !verifyInclusion(leaf, index, size, [...proof, leaf], root) &&
        !verifyInclusion(leaf, index, size, proof.slice(1), leafHash('other')) &&
        !verifyInclusion(leaf, size, size, proof, root) &&
        proof.every((_, i) => !verifyInclusion(leaf, index, size, proof.with(i, leafHash('forged')), root))
      )
    }),
    { numRuns: 150 },
  )
})

/** The hash of no leaf, whatever leaves a property makes up. */
const hashOfNothing = Buffer.alloc(32)

t.test('a log that was continued proves it, and a log that was rewritten cannot', async () => {
  fc.assert(
    fc.property(data, fc.nat(), (all, at) => {
      const leaves = all.map((entry) => leafHash(entry))
      const [size, oldSize, root] = [all.length, at % (all.length + 1), treeHash(all)]
      const oldRoot = treeHash(all.slice(0, oldSize))
      const proof = consistencyProof(leaves, oldSize)
      const rewritten = rootOfLeaves([leafHash('rewritten'), ...leaves.slice(1)])
      return (
        verifyConsistency(oldSize, size, proof, oldRoot, root) &&
        !verifyConsistency(oldSize, size, proof, leafHash('other'), root) &&
        !verifyConsistency(oldSize, size, [...proof, root], oldRoot, root) &&
        (oldSize === 0 || !verifyConsistency(oldSize, size, proof, oldRoot, rewritten)) &&
        proof.every((_, i) => !verifyConsistency(oldSize, size, proof.with(i, hashOfNothing), oldRoot, root))
      )
    }),
    { numRuns: 150 },
  )
})

t.test('sizes and indices that no tree has are refused', async (t) => {
  t.throws(() => inclusionRanges(3, 3), RangeError)
  t.throws(() => inclusionRanges(-1, 3), RangeError)
  t.throws(() => consistencyRanges(4, 3), RangeError)
  t.notOk(verifyInclusion(published[0]!, 0.5, 1, [], published[0]!))
  t.notOk(verifyConsistency(2, 1, [], published[0]!, published[0]!))
  t.notOk(verifyConsistency(0, 0, [], leafHash('x'), leafHash('x')))
  t.equal(inclusionRanges(2 ** 52, 2 ** 53 - 1).length, 53, 'a log of any size has short proofs')
})
