import { adal, type Service } from './service.js'

const password = 'bench bench bench'

export interface Charity {
  readonly token: string
  /** A token that is good for a while again: one lasts for a quarter of an hour. */
  readonly signIn: () => Promise<string>
  readonly drives: readonly string[]
  readonly bin: string
}

/** A confirmed charity with open drives, made through the API as anybody would. */
export async function openCharity(service: Service, drives: number): Promise<Charity> {
  const { call, person, grant } = await openOffice(service)
  const [registrar, charity] = [await person('registrar'), await person('charity')]
  await grant(registrar, 'registrar')
  const bin = '240340000128'
  await call(
    '/v1/organizations',
    {
      bin,
      name: { kk: 'Қор', ru: 'Фонд' },
      legalForm: 'public-foundation',
      region: '270000000',
      controllers: [{ iin: '900101350013', fullName: 'Bench Bench', role: 'director' }],
      accounts: [{ iban: 'KZ60999KZT0000000001' }],
      contact: { email: 'bench@example.kz', phone: '+7 701 234 56 78' },
    },
    charity.token,
  )
  await call(`/v1/organizations/${bin}/confirm`, { reasons: 'bench' }, registrar.token)
  const numbers: string[] = []
  for (let i = 0; i < drives; i++) {
    const purpose = { kk: 'Көмек', ru: 'Помощь', category: 'aid' }
    const drive = {
      collector: bin,
      purpose,
      region: '270000000',
      startsOn: '2026-03-01',
      channels: ['card', 'transfer'],
    }
    const { number } = await call('/v1/collections', drive, charity.token)
    await call(`/v1/collections/${number}/open`, { openedOn: '2026-03-01' }, charity.token)
    numbers.push(number as string)
  }
  return { token: charity.token, signIn: charity.signIn, drives: numbers, bin }
}

/** The token of an analyst. */
export async function signInAnalyst(service: Service): Promise<string> {
  const { person, grant } = await openOffice(service)
  const analyst = await person('analyst')
  await grant(analyst, 'analyst')
  return analyst.token
}

interface Person {
  readonly id: string
  readonly token: string
  readonly signIn: () => Promise<string>
}

/** The first administrator of a service, who grants roles to whoever signs up. */
async function openOffice(service: Service) {
  await adal(service, ['create-administrator', '--login', 'administrator', '--name', 'Bench'], {
    ADAL_PASSWORD: password,
  })
  const call = caller(service.address)
  const signIn = async (login: string) => (await call('/v1/sessions', { login, password })).token as string
  const administrator = await signIn('administrator')
  return {
    call,
    async person(login: string): Promise<Person> {
      const { id } = await call('/v1/people', { login, password, name: login, language: 'ru' })
      return { id: id as string, token: await signIn(login), signIn: () => signIn(login) }
    },
    grant: ({ id }: Person, role: string) => call(`/v1/people/${id}/roles`, { role }, administrator),
  }
}

const caller =
  (address: string) =>
  async (path: string, body: object, token?: string): Promise<Record<string, unknown>> => {
    const response = await fetch(address + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    })
    const answer = (await response.json()) as Record<string, unknown>
    if (!response.ok) throw new Error(`${path}: ${JSON.stringify(answer)}`)
    return answer
  }
