import { sha256 } from '../kernel/canonical-json.js'

/**
 * Remembers millions of ids by 64 bits of their hash: 16 bytes each, whatever their length. Two different ids of ten million
 * are taken for one in three cases of a million.
 */
export function seenIds(): { isNew(id: string): boolean } {
  let slots = new Uint32Array(2 * 4096)
  let count = 0

  /** True if the pair was put where there was none. */
  function put(table: Uint32Array, high: number, low: number): boolean {
    const mask = table.length / 2 - 1
    for (let slot = low & mask; ; slot = (slot + 1) & mask) {
      const [a, b] = [table[slot * 2], table[slot * 2 + 1]]
      if (a === high && b === low) return false
      if (a === 0 && b === 0) {
        table[slot * 2] = high
        table[slot * 2 + 1] = low
        return true
      }
    }
  }

  function grow(): void {
    const larger = new Uint32Array(slots.length * 2)
    for (let i = 0; i < slots.length; i += 2)
      if (slots[i] !== 0 || slots[i + 1] !== 0) put(larger, slots[i]!, slots[i + 1]!)
    slots = larger
  }

  return {
    isNew(id) {
      if (count * 3 > slots.length) grow()
      const bytes = sha256(id)
      // Two zeros mean an empty slot.
      const added = put(slots, bytes.readUInt32LE(0) || 1, bytes.readUInt32LE(4))
      if (added) count += 1
      return added
    },
  }
}
