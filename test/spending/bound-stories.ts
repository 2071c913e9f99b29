import { confirmed, joined } from '../organizations/stories.js'
import type { Adal, Answer, Session } from '../support/app.js'
import { donation, give, newKey, openDrive, tenge } from '../support/stories.js'

const supplier = { kind: 'organization', bin: '180340000015', name: 'Құрылыс базасы' } as const

/** A fund of two: its first person, who pays, and a second signatory. */
export async function fundOfTwo(adal: Adal) {
  const registrar = await adal.signInAs('registrar')
  const fund = await confirmed(adal, registrar)
  const second = await joined(adal, fund, 'second-signatory')
  const drive = async (given: number, more: object = {}) => {
    const number = await openDrive(adal, fund.by, fund.bin, more)
    const { status, body } = await give(adal, fund.by, number, donation(given))
    if (status !== 201) throw new Error(JSON.stringify(body))
    return number
  }
  return { ...fund, registrar, first: fund.by, second, drive }
}

export const spend = (adal: Adal, as: Session, number: string, amount: number, more: object = {}) =>
  adal.call('POST', `/v1/collections/${number}/disbursements`, {
    ...{ as, key: newKey() },
    body: {
      amount: tenge(amount),
      beneficiary: supplier,
      category: 'housing',
      paidOn: '2026-03-14',
      ...more,
    },
  })

export const decideOn = (adal: Adal, as: Session, held: Answer, decision = 'approve', more: object = {}) =>
  adal.call('POST', `/v1/disbursements/${held.body.disbursement}/decisions`, {
    ...{ as, key: newKey() },
    body: { decision, reasons: 'The papers were checked.', ...more },
  })

export const boundOf = async (adal: Adal, number: string) =>
  (await adal.call('GET', `/v1/register/collections/${number}`)).body

export const codesOfGrounds = ({ body }: Answer): string[] =>
  body.grounds.map((met: { ground: string }) => met.ground)
