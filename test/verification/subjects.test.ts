import fc from 'fast-check'
import t from 'tap'
import { isBin, isIban } from '../../src/kernel/identifiers.js'
import { parsePublicNumber, publicNumber } from '../../src/kernel/ids.js'
import { isOwnLink, linksIn } from '../../src/verification/links.js'
import { readSubjects } from '../../src/verification/subjects.js'

const read = (text: string) => readSubjects(text).subjects.map(({ kind, value }) => `${kind} ${value}`)

t.test('one number is read in any spelling', async (t) => {
  for (const spelling of [
    '240340000128',
    ' 2403 4000 0128 ',
    '2403-4000-0128',
    '24034ООО0128',
    '24034OOO0I28',
  ])
    t.strictSame(read(spelling), ['bin 240340000128'], spelling)
  const iban = 'KZ60999KZT0000000001'
  for (const spelling of [
    'kz60999kzt0000000001',
    'KZ60 999K ZT00 0000 0001',
    'КZ60999КZТ0000000001',
    'KZ60999KZTOOOOOOOOO1',
  ])
    t.strictSame(read(spelling), [`iban ${iban}`], spelling)
  for (const phone of ['+7 701 234 56 78', '8 (701) 234-56-78', '77012345678'])
    t.strictSame(read(phone), ['phone +77012345678'], phone)
  t.strictSame(read('900101350013'), ['iin 900101350013'])
})

t.test(
  'a number of ours survives lower case, misread characters and Cyrillic letters of the same look',
  async (t) => {
    const number = publicNumber('C')
    const cyrillic = number.replace('C', 'С').replaceAll('0', 'О').replaceAll('1', 'l')
    for (const spelling of [
      number,
      number.toLowerCase(),
      number.replaceAll('-', ''),
      number.replaceAll('-', ' '),
      cyrillic,
    ])
      t.strictSame(read(spelling), [`collection ${number}`], spelling)
  },
)

t.test('a whole message is searched for everything that it names', async (t) => {
  const number = publicNumber('C')
  const message = `Құрметті достар! Жинау ${number}, БСН 240340000128, шот KZ60 999K ZT00 0000 0001.
    Kaspi: +7 701 234 56 78, Айгүл.`
  t.strictSame(read(message).sort(), [
    'bin 240340000128',
    `collection ${number}`,
    'iban KZ60999KZT0000000001',
    'phone +77012345678',
  ])
})

t.test('a link is searched too, also where its number is percent-encoded', async (t) => {
  const number = publicNumber('R')
  const address = `https://example.kz/receipts/${number}?from=chat`
  const { subjects, linked, links } = readSubjects(address)
  t.match(subjects, [{ value: number }])
  t.strictSame([...linked], subjects)
  t.strictSame(links, [address])
  t.equal(readSubjects(`${number} ${address}`).linked.size, 0, 'it stands beside the link too')
  t.strictSame(read('https://example.kz/?q=2403%204000%200128'), ['bin 240340000128'])
  t.strictSame(read('https://wa.me/77012345678'), ['phone +77012345678'])
})

t.test('a link is told from an ordinary word, with and without https', async (t) => {
  for (const link of [
    'http://a.b/c',
    'www.example.com',
    'fund.kz',
    'pay.fund.kz?c=1',
    'wa.me/77012345678',
    'қор.қаз/1',
  ])
    t.strictSame(linksIn(`Көмек: ${link} бүгін`), [link], link)
  for (const word of ['fund@example.kz', 'Сбор.Помогите', 'ИП Кз.', '5.000.000', '15.03.2026'])
    t.strictSame(linksIn(`Көмек: ${word} бүгін`), [], word)
})

t.test(
  'our own links are those of the pages of a drive or an organization, at the host that was asked',
  async (t) => {
    for (const link of ['https://adal.kz/collections/C-1', 'https://ADAL.kz/organizations/1?lang=kk'])
      t.ok(isOwnLink(link, 'adal.kz'), link)
    t.ok(isOwnLink('http://localhost/collections/C-1', 'localhost:80'))
    for (const link of [
      'https://adal.kz.evil.kz/collections/C-1',
      'https://adal.kz@evil.kz/collections/C-1',
      'https://evil.kz/collections/C-1#adal.kz',
      'https://adal.kz:8443/collections/C-1',
      'https://adal.kz/verify?C-1',
      'adal.kz/collections/C-1',
    ])
      t.notOk(isOwnLink(link, 'adal.kz'), link)
    t.notOk(isOwnLink('https://adal.kz/collections/C-1', ''))
  },
)

t.test('what only looks like a number is told from an ordinary word', async (t) => {
  t.strictSame(read('C-7KQ4-M2XA-9T3C'), ['misspelt C-7KQ4-M2XA-9T3C'])
  t.strictSame(read('240340000129'), ['misspelt 240340000129'])
  t.strictSame(read('KZ61999KZT0000000001'), ['misspelt KZ61999KZT0000000001'])
  t.strictSame(read('Сбор на лечение: с папой, мамой, тётей и дядей'), [])
  t.strictSame(read('Помогите! Нужно 5 000 000 тенге до 15.03.2026'), [])
})

t.test('whatever is sent, reading never fails and gives only numbers in their one form', async () => {
  const token = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom(
      '240340000128',
      'KZ60999KZT0000000001',
      '+77012345678',
      '%',
      '%D0',
      'https://',
      ' ',
      '\n',
    ),
    fc.constant(null).map(() => publicNumber('C')),
  )
  fc.assert(
    fc.property(fc.array(token, { maxLength: 8 }), (tokens) =>
      readSubjects(tokens.join(' ')).subjects.every(({ kind, value }) => {
        if (kind === 'bin') return isBin(value)
        if (kind === 'iban') return isIban(value)
        return kind !== 'collection' || parsePublicNumber(value, 'C') === value
      }),
    ),
  )
})

t.test('a card, a foreign account or a wallet beside a real number does not go unseen', async (t) => {
  const number = publicNumber('C')
  for (const lure of [
    'карта Kaspi 4400 4301 1234 5678',
    'DE89 3704 0044 0532 0130 00',
    'TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE',
    'Kaspi 0044 20 7946 0958',
  ]) {
    const { subjects, hasUnread } = readSubjects(`Сбор ${number}, ${lure}`)
    t.ok(hasUnread || subjects.length > 1, lure)
  }
  for (const harmless of ['до 30.04.2026', 'собрано 80 226 000 тенге', 'звоните с 9 до 18'])
    t.match(
      readSubjects(`Сбор ${number}, ${harmless}`),
      { hasUnread: false, subjects: { length: 1 } },
      harmless,
    )
})
