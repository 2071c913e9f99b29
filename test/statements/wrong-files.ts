import { reasons } from '../../src/statements/reading/texts.js'
import { ibans } from '../support/stories.js'
import { encoded, sample } from './files.js'

interface WrongFile {
  readonly content: Buffer
  /** The first line at which it can be seen. */
  readonly line: number
  readonly reason: (typeof reasons)[keyof typeof reasons]
}

type Change = readonly [from: string, to: string]
const camt = (...changes: readonly Change[]): Buffer => sample('camt.053.001.08.xml', ...changes)
const utf8 = (text: string): string => Buffer.from(text).toString('latin1')
const oneC = (...changes: readonly Change[]): Buffer =>
  sample('1c-utf-8.txt', ...changes.map(([from, to]) => [utf8(from), utf8(to)] as const))

const lineOf = (content: Buffer, mark: string): number =>
  content.toString('latin1', 0, content.indexOf(mark)).split('\n').length
const linesOf = (content: Buffer): number => content.toString('latin1').split('\n').length
const half = (content: Buffer): Buffer => content.subarray(0, content.length >> 1)

const entities = camt([
  '<Document ',
  '<!DOCTYPE Document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>\n<Document ',
])
const unknownEntity = camt(['SAMPLE-1-1', '&xxe;'])
const outside = camt(['<Dt>2026-03-07</Dt>\n        </BookgDt>', '<Dt>2026-04-07</Dt>\n        </BookgDt>'])
const windows = sample('1c-windows.txt')
const deep = Buffer.from(
  `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">${'<a>\n'.repeat(1_000)}`,
)

/** Every way in which a bank's file is refused as a whole, in words. */
export const wrongFiles: Readonly<Record<string, WrongFile>> = {
  'camt.053 that does not foot': {
    ...{ content: camt(['>930150.50<', '>930150.51<']), reason: reasons.doesNotFoot },
    line: lineOf(camt(), '<Cd>CLBD') - 3,
  },
  'camt.053 with another sum of its credits': {
    ...{ content: camt(['>30500.50<', '>30500.51<']), reason: reasons.otherSum },
    line: lineOf(camt(), '<Cd>CLBD') - 3,
  },
  '1C that does not foot': {
    ...{ content: oneC(['КонечныйОстаток=930150.50', 'КонечныйОстаток=930150.49']), line: 17 },
    reason: reasons.doesNotFoot,
  },
  '1C with another sum of its debits': {
    ...{ content: oneC(['ВсегоСписано=100350.00', 'ВсегоСписано=100351.00']), line: 17 },
    reason: reasons.otherSum,
  },
  'camt.053 with DOCTYPE and entities': { content: entities, line: 3, reason: reasons.doctype },
  'camt.053 with an entity that nobody declared': {
    ...{ content: unknownEntity, line: lineOf(unknownEntity, '&xxe;'), reason: reasons.notXml },
  },
  'camt.053 that is cut in the middle': {
    ...{ content: half(camt()), line: linesOf(half(camt())), reason: reasons.cutOff },
  },
  '1C that is cut in the middle': {
    ...{ content: half(oneC()), line: linesOf(half(oneC())), reason: reasons.cutOff },
  },
  '1C without its last line': {
    ...{ content: oneC(['КонецФайла\r\n', '']), line: linesOf(oneC()) - 1, reason: reasons.cutOff },
  },
  '1C in UTF-8 that says DOS': {
    ...{ content: oneC(['Кодировка=UTF-8', 'Кодировка=DOS']), line: 3, reason: reasons.wrongEncoding },
  },
  '1C in Windows that says DOS': {
    content: Buffer.from(windows.toString('latin1').replace('=Windows', '=DOS'), 'latin1'),
    ...{ line: 3, reason: reasons.wrongEncoding },
  },
  '1C in an encoding that nobody reads': {
    ...{ content: Buffer.from(`1CClientBankExchange\r\n`.repeat(2)), line: 1, reason: reasons.wrongEncoding },
  },
  '1C whose bytes are not of its encoding': {
    content: Buffer.concat([
      oneC().subarray(0, oneC().indexOf('Назначение')),
      encoded('Назначение', 'windows-1251'),
      oneC().subarray(oneC().indexOf('Назначение')),
    ]),
    ...{ line: lineOf(oneC(), 'Назначение'), reason: reasons.wrongEncoding },
  },
  'camt.053 that is not in UTF-8': {
    content: Buffer.concat([camt().subarray(0, camt().indexOf('<Nm>') + 4), Buffer.from([0xc0, 0xff])]),
    ...{ line: lineOf(camt(), '<Nm>'), reason: reasons.wrongEncoding },
  },
  'camt.053 that says another encoding': {
    ...{ content: camt(['UTF-8', 'windows-1251']), line: 1, reason: reasons.wrongEncoding },
  },
  'another message of ISO 20022': {
    ...{ content: camt(['camt.053.001.08', 'camt.052.001.08']), line: 3, reason: reasons.unknownVersion },
  },
  'camt.053 with two statements': {
    content: camt(['</Stmt>', '</Stmt><Stmt><Id>2</Id></Stmt>']),
    ...{ line: lineOf(camt(), '</Stmt>'), reason: reasons.severalStatements },
  },
  'one page of a statement': {
    content: camt([
      '<Id>SAMPLE-1-1</Id>',
      '<Id>1</Id><StmtPgntn><PgNb>1</PgNb><LastPgInd>false</LastPgInd></StmtPgntn>',
    ]),
    ...{ line: lineOf(camt(), 'SAMPLE-1-1'), reason: reasons.severalPages },
  },
  '1C of two accounts': {
    content: oneC([`РасчСчет=${ibans[0]}\r\nНач`, `РасчСчет=${ibans[1]}\r\nНач`]),
    ...{ line: 13, reason: reasons.severalStatements },
  },
  'camt.053 with a day outside its period': { content: outside, line: 5, reason: reasons.dayOutside },
  'camt.053 with a day that no calendar has': {
    ...{ content: camt(['>2026-03-10<', '>2026-02-30<']), reason: reasons.badDay },
    line: lineOf(camt(), '<NtryRef>6') - 1,
  },
  'camt.053 with thirds of a tiyn': {
    ...{ content: camt(['"KZT">25000.00<', '"KZT">25000.003<']), reason: reasons.badAmount },
    line: lineOf(camt(), '<NtryRef>1') - 1,
  },
  'a sum above 2^63': {
    ...{ content: camt(['"KZT">25000.00<', `"KZT">${2n ** 63n}<`]), reason: reasons.badAmount },
    line: lineOf(camt(), '<NtryRef>1') - 1,
  },
  'a line in another currency': {
    ...{ content: camt(['"KZT">25000.00<', '"USD">25000.00<']), reason: reasons.badCurrency },
    line: lineOf(camt(), '<NtryRef>1') - 1,
  },
  'a currency that nobody knows': {
    ...{ content: camt(['<Ccy>KZT<', '<Ccy>XAU<']), line: lineOf(camt(), '<Acct>') },
    reason: reasons.badCurrency,
  },
  'an account with a wrong check digit': {
    content: camt([`<IBAN>${ibans[0]}`, '<IBAN>KZ61999KZT0000000001']),
    ...{ line: lineOf(camt(), '<Acct>'), reason: reasons.badAccount },
  },
  '1C with a sum that is none': {
    ...{ content: oneC(['СуммаРасход=350.00', 'СуммаРасход=3,50,00']), reason: reasons.badAmount },
    line: lineOf(oneC(), '=350.00'),
  },
  '1C with a document that says no direction': {
    content: oneC(['СуммаРасход=350.00', 'Сумма=350.00'], [`ПлательщикИИК=${ibans[0]}`, 'ПлательщикИИК=']),
    ...{ line: lineOf(oneC(), '=350.00') - 4, reason: reasons.badSide },
  },
  '1C with a line out of place': {
    ...{ content: oneC(['ВидДокумента=Платежное поручение', 'Вид']), line: 22, reason: reasons.outOfPlace },
  },
  'elements without an end': { content: deep, line: 32, reason: reasons.tooLarge },
  'a picture': { content: Buffer.from('89504e470d0a1a0a', 'hex'), line: 1, reason: reasons.unknownFormat },
  'an empty file': { content: Buffer.alloc(0), line: 1, reason: reasons.unknownFormat },
}
