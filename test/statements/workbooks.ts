import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { ZipFile } from 'yazl'

/** A cell as a spreadsheet writes it; a plain text is a shared one, a plain number or bigint is written as it is. */
export type Written =
  | string
  | number
  | undefined
  | { readonly inline: string }
  /** The attributes and the content of the element `c`. */
  | { readonly raw: string; readonly type?: string; readonly style?: 1 | 2 | 3 }

export interface Sheet {
  readonly rows: readonly (readonly Written[])[]
  readonly from1904?: boolean
  /** Other parts, or other content of these. */
  readonly parts?: Readonly<Record<string, string | Buffer>>
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '_x000D_')

const nameOf = (column: number): string =>
  column < 26 ? String.fromCharCode(65 + column) : nameOf(Math.floor(column / 26) - 1) + nameOf(column % 26)

function sheetOf(rows: Sheet['rows'], shared: string[]): string {
  const cell = (written: Written, at: string): string => {
    if (written === undefined) return ''
    if (typeof written === 'string') return `<c r="${at}" t="s"><v>${shared.push(written) - 1}</v></c>`
    if (typeof written === 'number') return `<c r="${at}"><v>${written}</v></c>`
    if ('inline' in written)
      return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escaped(written.inline)}</t></is></c>`
    return `<c r="${at}" t="${written.type ?? 'n'}" s="${written.style ?? 0}">${written.raw}</c>`
  }
  const row = (cells: readonly Written[], i: number): string =>
    `<row r="${i + 1}">${cells.map((written, column) => cell(written, `${nameOf(column)}${i + 1}`)).join('')}</row>`
  return `<worksheet xmlns="${main}"><sheetData>${rows.map(row).join('')}</sheetData></worksheet>`
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`
const relations = (...all: string[]) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all.join('')}</Relationships>`

/** The styles of cells: 0 as it is, 1 a built-in day, 2 a day of its own format, 3 an amount in red with a word that has a d. */
const styles = `<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="[$-419]dd\\.mm\\.yyyy\\ hh:mm"/>
<numFmt numFmtId="165" formatCode="#,##0.00&quot; debit&quot;;[Red]-#,##0.00"/></numFmts><cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>
<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>`

/** Writes a workbook of one sheet. */
export async function writeXlsx(
  path: string,
  { rows, from1904 = false, parts = {} }: Sheet,
): Promise<string> {
  const shared: string[] = []
  const sheet = sheetOf(rows, shared)
  const all: Record<string, string | Buffer> = {
    '_rels/.rels': relations(relation('rId1', 'officeDocument', 'xl/workbook.xml')),
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><workbookPr date1904="${from1904}"/>
<sheets><sheet name="Выписка" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      relation('rId1', 'worksheet', '/xl/worksheets/sheet1.xml'),
      relation('rId2', 'styles', 'styles.xml'),
      relation('rId3', 'sharedStrings', 'sharedStrings.xml'),
    ),
    'xl/styles.xml': styles,
    'xl/worksheets/sheet1.xml': sheet,
    'xl/sharedStrings.xml': `<sst xmlns="${main}">${shared.map(sharedText).join('')}</sst>`,
    ...parts,
  }
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(all)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path))
  return path
}

/** Every other one as it is written where a part of it is bold, and with how it is spoken, which is not to be read. */
const sharedText = (text: string, i: number): string =>
  i % 2 === 0
    ? `<si><t xml:space="preserve">${escaped(text)}</t></si>`
    : `<si><r><t xml:space="preserve">${escaped(text.slice(0, 1))}</t></r><r><rPr><b/></rPr><t xml:space="preserve">${escaped(text.slice(1))}</t></r><rPh sb="0" eb="1"><t>!</t></rPh></si>`

/** The serial number of a day, `fraction` of it gone. */
export const serialOf = (day: string, from1904 = false, fraction = ''): string =>
  `${(Date.parse(`${day}T00:00:00Z`) - Date.parse(from1904 ? '1904-01-01' : '1899-12-30')) / 86_400_000}${fraction}`
