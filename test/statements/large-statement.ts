import { ibans } from '../support/stories.js'
import { nobodysNumber } from './files.js'

const opening = 1_000
const days = 31
const linesAtOnce = 500

/** What the lines of a large statement differ by: gifts of people, and every tenth a payment. */
function paymentOf(i: number, lines: number) {
  const day = String(1 + Math.floor((i * days) / lines)).padStart(2, '0')
  return { day, isGift: i % 10 !== 9, tenge: 100 + (i % 900), name: `Донор ${i % 5_000}`, number: String(i) }
}

/** The pieces of a statement of March 2026 with so many lines, each gift naming the collection. */
export function* largeStatement(
  lines: number,
  format: 'camt' | '1c',
  { account = ibans[0] as string, collection = nobodysNumber } = {},
): Generator<string> {
  const payments = Array.from({ length: lines }, (_, i) => paymentOf(i, lines))
  const sum = (gifts: boolean) =>
    payments.reduce((total, { isGift, tenge }) => (isGift === gifts ? total + tenge : total), 0)
  const sums = { credits: sum(true), debits: sum(false), closing: opening + sum(true) - sum(false) }
  const write = format === 'camt' ? camt : oneC
  yield write.head(account, sums)
  for (let start = 0; start < lines; start += linesAtOnce)
    yield payments
      .slice(start, start + linesAtOnce)
      .map((payment) => write.line(payment, account, collection))
      .join('')
  yield write.end
}

type Payment = ReturnType<typeof paymentOf>
interface Sums {
  readonly credits: number
  readonly debits: number
  readonly closing: number
}

const balance = (code: string, tenge: number, day: string) =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="KZT">${Math.abs(tenge)}.00</Amt><CdtDbtInd>${
    tenge < 0 ? 'DBIT' : 'CRDT'
  }</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>\n`

const camt = {
  head: (account: string, { credits, debits, closing }: Sums) =>
    `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>L</Id>
<FrToDt><FrDtTm>2026-03-01T00:00:00</FrDtTm><ToDtTm>2026-03-31T23:59:59</ToDtTm></FrToDt>
<Acct><Id><IBAN>${account}</IBAN></Id><Ccy>KZT</Ccy></Acct>
${balance('OPBD', opening, '2026-03-01')}${balance('CLBD', closing, '2026-03-31')}<TxsSummry><TtlCdtNtries><Sum>${credits}</Sum></TtlCdtNtries><TtlDbtNtries><Sum>${debits}</Sum></TtlDbtNtries></TxsSummry>
`,
  line: ({ day, isGift, tenge, name, number }: Payment, _account: string, collection: string) =>
    `<Ntry><Amt Ccy="KZT">${tenge}.00</Amt><CdtDbtInd>${isGift ? 'CRDT' : 'DBIT'}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
<BookgDt><Dt>2026-03-${day}</Dt></BookgDt><AcctSvcrRef>B${number}</AcctSvcrRef><NtryDtls><TxDtls>
<Refs><InstrId>${number}</InstrId><EndToEndId>E${number}</EndToEndId></Refs>
<RltdPties><${isGift ? 'Dbtr' : 'Cdtr'}><Pty><Nm>${name}</Nm></Pty></${isGift ? 'Dbtr' : 'Cdtr'}></RltdPties>
<Purp><Prtry>${isGift ? '119' : '710'}</Prtry></Purp><RmtInf><Ustrd>/KOD/19 /KBE/18 ${isGift ? `Көмек ${collection}` : 'Оплата'}</Ustrd></RmtInf>
</TxDtls></NtryDtls></Ntry>
`,
  end: '</Stmt></BkToCstmrStmt></Document>\n',
}

const oneC = {
  head: (account: string, { credits, debits, closing }: Sums) =>
    `1CClientBankExchange
ВерсияФормата=1.03
Кодировка=UTF-8
ДатаНачала=01.03.2026
ДатаКонца=31.03.2026
РасчСчет=${account}
СекцияРасчСчет
НачальныйОстаток=${opening}
ВсегоПоступило=${credits}
ВсегоСписано=${debits}
КонечныйОстаток=${closing}
КонецРасчСчет
`,
  line: ({ day, isGift, tenge, name, number }: Payment, _account: string, collection: string) =>
    `СекцияДокумент=Выписка
НомерДокумента=${number}
ДатаОперации=${day}.03.2026
${isGift ? `СуммаПриход=${tenge}.00\nПлательщикНаименование=${name}` : `СуммаРасход=${tenge}.00\nПолучательНаименование=${name}`}
ПлательщикКБЕ=19
ПолучательКБЕ=18
КодНазначенияПлатежа=${isGift ? '119' : '710'}
НазначениеПлатежа=${isGift ? `Көмек ${collection}` : 'Оплата'}
КонецДокумента
`,
  end: 'КонецФайла\n',
}
