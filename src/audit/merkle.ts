import { sha256 } from '../kernel/canonical-json.js'

/** 32 bytes of SHA-256. */
export type Hash = Buffer

// The first byte keeps leaves and nodes apart, so that no node can pass for an entry (RFC 9162 §2.1.1).
const leafByte = Buffer.of(0)
const nodeByte = Buffer.of(1)

/** The hash of an entry as a leaf of the tree. */
export const leafHash = (data: string | Uint8Array): Hash =>
  sha256(Buffer.concat([leafByte, typeof data === 'string' ? Buffer.from(data) : data]))

/** The hash of two subtrees as one. */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Hash =>
  sha256(Buffer.concat([nodeByte, left, right]))

/** The root of the tree without leaves: SHA-256 of nothing. */
export const emptyRoot: Hash = sha256('')

/** What must be kept of a tree to append to it: the roots of its perfect subtrees, the largest first; a few hundred bytes. */
export interface Frontier {
  readonly size: number
  readonly hashes: readonly Hash[]
}

export const emptyFrontier: Frontier = { size: 0, hashes: [] }

/** The frontier with more leaves: each is hashed with the perfect subtrees that it completes, and nothing is copied between. */
export function appendAll(frontier: Frontier, leaves: readonly Hash[]): Frontier {
  const hashes = [...frontier.hashes]
  let { size } = frontier
  for (const leaf of leaves) {
    let last = leaf
    // Each trailing 1 bit of the size is a perfect subtree that is as large as the one just completed.
    for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) last = nodeHash(hashes.pop()!, last)
    hashes.push(last)
    size += 1
  }
  return { size, hashes }
}

/** The frontier with one leaf more. */
export const append = (frontier: Frontier, leaf: Hash): Frontier => appendAll(frontier, [leaf])

/** The root of a tree by its frontier. */
export const rootOf = ({ hashes }: Frontier): Hash =>
  hashes.length === 0 ? emptyRoot : hashes.reduceRight((right, left) => nodeHash(left, right))

/** The root of the tree over these leaf hashes (RFC 9162 §2.1.1), in one pass for each level. */
export function rootOfLeaves(leaves: readonly Hash[]): Hash {
  let level = leaves
  while (level.length > 1) {
    const above: Hash[] = []
    for (let i = 0; i < level.length; i += 2) {
      const [left, right] = [level[i]!, level[i + 1]]
      above.push(right === undefined ? left : nodeHash(left, right))
    }
    level = above
  }
  return level[0] ?? emptyRoot
}

/** The leaves from `start` up to and without `end`, whose root is one hash of a proof. */
export type Range = readonly [start: number, end: number]

/** The largest power of two below a number above 1: where a tree of that size is divided. */
function splitOf(size: number): number {
  let split = 1
  while (split * 2 < size) split *= 2
  return split
}

/** The ranges whose roots prove that a leaf is in the tree of a size (RFC 9162 §2.1.3.1), the nearest first. */
export function inclusionRanges(index: number, size: number): Range[] {
  if (!(Number.isInteger(index) && index >= 0 && index < size))
    throw new RangeError(`no leaf ${index} of ${size}`)
  const below = (start: number, end: number): Range[] => {
    if (end - start === 1) return []
    const middle = start + splitOf(end - start)
    return index < middle
      ? [...below(start, middle), [middle, end]]
      : [...below(middle, end), [start, middle]]
  }
  return below(0, size)
}

/** The ranges whose roots prove that a tree of one size is the beginning of a larger one (RFC 9162 §2.1.4.1). */
export function consistencyRanges(oldSize: number, size: number): Range[] {
  if (!(Number.isInteger(oldSize) && oldSize >= 0 && oldSize <= size))
    throw new RangeError(`no ${oldSize} of ${size}`)
  const below = (start: number, end: number, known: boolean): Range[] => {
    if (oldSize === end) return known ? [] : [[start, end]]
    const middle = start + splitOf(end - start)
    return oldSize <= middle
      ? [...below(start, middle, known), [middle, end]]
      : [...below(middle, end, false), [start, middle]]
  }
  return oldSize === 0 ? [] : below(0, size, true)
}

/** The proof that the leaf of this index is in the tree over all these leaf hashes. */
export const inclusionProof = (leaves: readonly Hash[], index: number): Hash[] =>
  inclusionRanges(index, leaves.length).map(([start, end]) => rootOfLeaves(leaves.slice(start, end)))

/** The proof that the tree over all these leaf hashes continues the tree over the first `oldSize` of them. */
export const consistencyProof = (leaves: readonly Hash[], oldSize: number): Hash[] =>
  consistencyRanges(oldSize, leaves.length).map(([start, end]) => rootOfLeaves(leaves.slice(start, end)))

const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0
const isSize = (size: number): boolean => Number.isSafeInteger(size) && size >= 0

/** Whether the proof leads from the leaf hash of this index to the root of the tree of this size (RFC 9162 §2.1.3.2). */
export function verifyInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!isSize(index) || !isSize(size) || index >= size) return false
  const ranges = inclusionRanges(index, size)
  if (ranges.length !== proof.length) return false
  const reached = proof.reduce(
    (hash, sibling, i) => (ranges[i]![0] < index ? nodeHash(sibling, hash) : nodeHash(hash, sibling)),
    leaf,
  )
  return same(reached, root)
}

/** Whether the proof shows that the larger tree begins with the smaller one (RFC 9162 §2.1.4.2). */
export function verifyConsistency(
  oldSize: number,
  size: number,
  proof: readonly Uint8Array[],
  oldRoot: Uint8Array,
  root: Uint8Array,
): boolean {
  if (!isSize(oldSize) || !isSize(size) || oldSize > size) return false
  const ranges = consistencyRanges(oldSize, size)
  if (ranges.length !== proof.length) return false
  if (oldSize === 0) return same(oldRoot, emptyRoot) && (size > 0 || same(root, emptyRoot))
  // A smaller tree that is one perfect subtree is itself where the proof begins; otherwise its last part is.
  const isOld = (i: number): boolean => ranges[i]![1] <= oldSize
  const startsWithPart = ranges.length > 0 && isOld(0)
  let oldHash = startsWithPart ? proof[0]! : oldRoot
  let hash = oldHash
  for (let i = startsWithPart ? 1 : 0; i < proof.length; i++) {
    const sibling = proof[i]!
    hash = isOld(i) ? nodeHash(sibling, hash) : nodeHash(hash, sibling)
    if (isOld(i)) oldHash = nodeHash(sibling, oldHash)
  }
  return same(oldHash, oldRoot) && same(hash, root)
}
