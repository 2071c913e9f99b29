import type { By, House } from '../audit/house.js'
import { type Day, dayOf } from '../kernel/days.js'
import { publicNumber, uuidv7 } from '../kernel/ids.js'
import type { Refusal } from '../kernel/problems.js'
import { changeDrive } from './changes.js'
import type { NewBoxes } from './contract.js'
import { inStatus } from './decisions.js'
import { inFuture, sealedAfterSetUp, usesNoBoxes } from './problems.js'
import { type Box, type Collection, insertBoxes, updateCollection } from './store.js'

interface BoxView {
  readonly number: string
  readonly serial: string
  readonly place: string
  readonly setUpOn: Day
  readonly sealedOn: Day | null
}

/** Lists donation boxes of a drive; each gets a number by which a donor can ask for it. */
export const addBoxes = (
  house: House,
  by: By,
  number: string,
  { boxes }: NewBoxes,
): Promise<{ items: BoxView[] } | Refusal> =>
  changeDrive(house, by, 'collection.boxes', number, async ({ tx, now, say, row, actor }) => {
    const refusal = decideBoxes(row, boxes, dayOf(now))
    if (refusal !== undefined) return refusal
    const rows = boxes.map(({ serial, place, setUpOn = dayOf(now), sealedOn = null }) => ({
      ...{
        id: uuidv7(now),
        collectionId: row.id,
        number: publicNumber('B'),
        serial,
        place,
        setUpOn,
        sealedOn,
      },
      ...{ recordedBy: actor.id, recordedAt: now },
    }))
    await insertBoxes(tx, rows)
    await updateCollection(tx, row.id)
    say({ facts: { boxes: rows.map((box) => box.number) } })
    return { items: rows.map(boxView) }
  })

function decideBoxes(row: Collection, boxes: NewBoxes['boxes'], today: Day): Refusal | undefined {
  if (!row.channels.includes('box')) return usesNoBoxes()
  const refusal = inStatus(row, 'planned', 'open')
  if (refusal !== undefined) return refusal
  for (const [i, { setUpOn = today, sealedOn }] of boxes.entries()) {
    if (setUpOn > today) return inFuture(`/boxes/${i}/setUpOn`)
    if (sealedOn !== undefined && sealedOn > setUpOn) return sealedAfterSetUp(`/boxes/${i}/sealedOn`)
  }
  return undefined
}

export const boxView = ({ number, serial, place, setUpOn, sealedOn }: Box): BoxView => ({
  number,
  serial,
  place,
  setUpOn,
  sealedOn,
})
