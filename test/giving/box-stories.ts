import type { Adal, Answer, Session } from '../support/app.js'
import { type Charity, confirmedCharity, newKey, openDrive, tenge } from '../support/stories.js'

export const witnesses = ['Айгүл Смағұлова', 'Ерлан Қалиев']

/** The number of a donation box of a drive, which has stood at the market since the opening of the drive. */
export async function listedBox(adal: Adal, as: Session, number: string, more: object = {}): Promise<string> {
  const box = {
    serial: newKey(),
    place: 'Орал, базар',
    setUpOn: '2026-03-01',
    sealedOn: '2026-03-01',
    ...more,
  }
  const listed = await adal.call('POST', `/v1/collections/${number}/boxes`, { as, body: { boxes: [box] } })
  if (listed.status !== 201) throw new Error(JSON.stringify(listed.body))
  return listed.body.items[0].number
}

export const boxDrive = (adal: Adal, { session, bin }: Pick<Charity, 'session' | 'bin'>, more: object = {}) =>
  openDrive(adal, session, bin, { channels: ['transfer', 'box'], ...more })

/** A charity with a drive and its box. */
export async function charityWithBox(adal: Adal, more: object = {}) {
  const charity = await confirmedCharity(adal)
  const number = await boxDrive(adal, charity, more)
  return { ...charity, number, box: await listedBox(adal, charity.session, number) }
}

export const protocol = (counted: number, more: object = {}) => ({
  openedAt: '2026-03-10T09:00:00Z',
  present: witnesses,
  seal: { number: '000117', state: 'intact' },
  newSeal: '000118',
  counted: tenge(counted),
  ...more,
})

type At = { readonly session: Session; readonly number: string; readonly box: string }

/** In tenge. */
export const openBox = (
  adal: Adal,
  { session: as, number, box }: At,
  counted: number,
  more: object = {},
  key = newKey(),
): Promise<Answer> =>
  adal.call('POST', `/v1/collections/${number}/boxes/${box}/openings`, {
    as,
    key,
    body: protocol(counted, more),
  })

export const moveOwn = (adal: Adal, as: Session, ledger: string, amount: number, more: object = {}) =>
  adal.call('POST', `/v1/ledgers/${ledger}/own-transfers`, {
    ...{ as, key: newKey() },
    body: { from: 'boxes', to: 'bank', amount: tenge(amount), movedOn: '2026-03-12', ...more },
  })
