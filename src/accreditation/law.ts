import type { House, Reader } from '../audit/house.js'
import type { Day } from '../kernel/days.js'
import { lawInForce } from '../legislation/queries.js'

interface AccreditationLaw {
  /** The hash of the variant in force: every decision pins it. */
  readonly variant: string
  /** Where nothing makes accreditation mandatory, it is recorded as a voluntary act. */
  readonly voluntary: boolean
  readonly article?: string
}

/** What the law in force on a day says of accreditation. */
export async function accreditationLawOn(reader: Reader, { law }: House, on: Day): Promise<AccreditationLaw> {
  const { variant } = await lawInForce(reader, law, on)
  const settings = variant.provisions.accreditation ?? []
  const held = settings.filter(({ from }) => from === null || from <= on).at(-1)
  return {
    variant: variant.hash,
    voluntary: held?.setting !== 'mandatory',
    article: held?.citation.article,
  }
}
