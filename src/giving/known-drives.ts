import type { Day } from '../kernel/days.js'
import type { Drive, Permit } from './decisions.js'
import type { PermitOf } from './permits.js'

export interface KnownDrive {
  readonly drive: Drive
  readonly permit: Permit
}

/** The drives of a batch as they were when last looked at, and the version of the law by which they may take money. */
export interface KnownDrives {
  readonly drives: ReadonlyMap<string, KnownDrive>
  readonly law: bigint
}

interface Remembered extends KnownDrive {
  readonly law: bigint
  readonly day: Day
}

const mostRemembered = 10_000

/** What is remembered of drives between batches. The database says, by their versions, whether it still holds. */
export function rememberedDrives(permitOf: PermitOf) {
  const memory = new Map<string, Remembered>()
  return {
    /**
     * What is remembered of all the drives of a batch; undefined where one is not, where it is of another day or law, or
     * where the money taken so far matters to what may be taken.
     */
    all(requests: readonly { readonly collection: string }[], day: Day): KnownDrives | undefined {
      const drives = new Map<string, KnownDrive>()
      let law: bigint | undefined
      for (const { collection } of requests) {
        if (drives.has(collection)) continue
        const known = memory.get(collection)
        law ??= known?.law
        const isStopped = known?.permit.stopsAtTarget && known.drive.target !== null
        if (known === undefined || known.day !== day || known.law !== law || isStopped) return undefined
        drives.set(collection, known)
      }
      return law === undefined ? undefined : { drives, law }
    },

    /** Remembers drives as they were just read; the law is asked where the drive, the law or the day has changed. */
    async remember(drives: readonly Drive[], law: bigint, day: Day): Promise<KnownDrives> {
      const known = new Map<string, KnownDrive>()
      for (const drive of drives) {
        const before = memory.get(drive.number)
        const holds = before?.drive.version === drive.version && before.law === law && before.day === day
        const permit = holds ? before.permit : await permitOf(drive, day)
        known.set(drive.number, { drive, permit })
      }
      if (memory.size + known.size > mostRemembered) memory.clear()
      for (const [number, one] of known) memory.set(number, { ...one, law, day })
      return { drives: known, law }
    },
  }
}
