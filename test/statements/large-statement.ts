import { ibans } from '../support/stories.js'
import { nobodysNumber } from './files.js'

const opening = 100_000
const days = 31
const linesAtOnce = 500

/** What a line of a large statement tells, its sum in tiyn: gifts of people, and every tenth a payment. */
export type Payment = ReturnType<typeof paymentOf>

function paymentOf(i: number, lines: number) {
  const day = String(1 + Math.floor((i * days) / lines)).padStart(2, '0')
  const tiyn = 10_000 + ((i * 37) % 90_000)
  return { day, isGift: i % 10 !== 9, tiyn, name: `Донор ${i % 5_000}`, number: String(i) }
}

/** The payments of a large statement with so many lines, each at the place that its number says. */
export const paymentsOf = (lines: number): Payment[] =>
  Array.from({ length: lines }, (_, i) => paymentOf(i, lines))

/** In tiyn. */
export function sumsOf(payments: readonly Payment[]) {
  const sum = (gifts: boolean) =>
    payments.reduce((total, { isGift, tiyn }) => (isGift === gifts ? total + tiyn : total), 0)
  const [credits, debits] = [sum(true), sum(false)]
  return { opening, credits, debits, closing: opening + credits - debits }
}

/** The pieces of a statement of March 2026 with so many lines, each gift naming the collection. */
export function* largeStatement(
  lines: number,
  format: 'camt' | '1c',
  { account = ibans[0] as string, collection = nobodysNumber } = {},
): Generator<string> {
  const payments = paymentsOf(lines)
  const write = format === 'camt' ? camt : oneC
  yield write.head(account, sumsOf(payments))
  for (let start = 0; start < lines; start += linesAtOnce)
    yield payments
      .slice(start, start + linesAtOnce)
      .map((payment) => write.line(payment, account, collection))
      .join('')
  yield write.end
}

type Sums = ReturnType<typeof sumsOf>

/** As banks write it. */
export const inTenge = (tiyn: number): string => (tiyn / 100).toFixed(2)

const balance = (code: string, tiyn: number, day: string) =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="KZT">${inTenge(Math.abs(tiyn))}</Amt><CdtDbtInd>${
    tiyn < 0 ? 'DBIT' : 'CRDT'
  }</CdtDbtInd><Dt><Dt>${day}</Dt></Dt></Bal>\n`

const camt = {
  head: (account: string, { credits, debits, closing }: Sums) =>
    `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt><Id>L</Id>
<FrToDt><FrDtTm>2026-03-01T00:00:00</FrDtTm><ToDtTm>2026-03-31T23:59:59</ToDtTm></FrToDt>
<Acct><Id><IBAN>${account}</IBAN></Id><Ccy>KZT</Ccy></Acct>
${balance('OPBD', opening, '2026-03-01')}${balance('CLBD', closing, '2026-03-31')}<TxsSummry><TtlCdtNtries><Sum>${inTenge(credits)}</Sum></TtlCdtNtries><TtlDbtNtries><Sum>${inTenge(debits)}</Sum></TtlDbtNtries></TxsSummry>
`,
  line: ({ day, isGift, tiyn, name, number }: Payment, _account: string, collection: string) =>
    `<Ntry><Amt Ccy="KZT">${inTenge(tiyn)}</Amt><CdtDbtInd>${isGift ? 'CRDT' : 'DBIT'}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts>
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
НачальныйОстаток=${inTenge(opening)}
ВсегоПоступило=${inTenge(credits)}
ВсегоСписано=${inTenge(debits)}
КонечныйОстаток=${inTenge(closing)}
КонецРасчСчет
`,
  line: ({ day, isGift, tiyn, name, number }: Payment, _account: string, collection: string) =>
    `СекцияДокумент=Выписка
НомерДокумента=${number}
ДатаОперации=${day}.03.2026
${isGift ? `СуммаПриход=${inTenge(tiyn)}\nПлательщикНаименование=${name}` : `СуммаРасход=${inTenge(tiyn)}\nПолучательНаименование=${name}`}
ПлательщикКБЕ=19
ПолучательКБЕ=18
КодНазначенияПлатежа=${isGift ? '119' : '710'}
НазначениеПлатежа=${isGift ? `Көмек ${collection}` : 'Оплата'}
КонецДокумента
`,
  end: 'КонецФайла\n',
}
