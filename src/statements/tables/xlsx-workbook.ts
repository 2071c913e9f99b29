import { attributeOf, type XmlElement } from '../../kernel/xml.js'
import { wrongFile } from '../reading/wrong-file.js'
import { tableReasons } from './reasons.js'
import { longestText } from './rows.js'
import { showsDay } from './xlsx-numbers.js'
import { readXml } from './xml.js'
import type { Parts } from './zip-parts.js'

/** What the cells of a sheet refer to. */
export interface Workbook {
  /** The part that is the sheet. */
  readonly sheet: string
  readonly from1904: boolean
  /** Whether a cell shows a day, by its style. */
  readonly daysByStyle: readonly boolean[]
  readonly sharedTexts: readonly string[]
}

/** Reads all but the sheet itself: the one of this name, or the first. Throws `WrongFile`. */
export async function readWorkbook(parts: Parts, sheetName: string | undefined): Promise<Workbook> {
  const [main] = (await relationsOf(parts, '')).filter(({ type }) => type === 'officeDocument')
  if (main === undefined) throw wrongFile(1, tableReasons.notXlsx)
  const relations = await relationsOf(parts, main.target)
  const sheets: { name: string; relation: string }[] = []
  let from1904 = false
  await readElements(parts, main.target, (element) => {
    if (element.name === 'workbookPr') from1904 = isTrue(attributeOf(element, 'date1904'))
    if (element.name === 'sheet')
      sheets.push({ name: attributeOf(element, 'name') ?? '', relation: attributeOf(element, 'id') ?? '' })
  })
  const chosen = sheets.find(({ name }) => sheetName === undefined || name === sheetName)
  if (chosen === undefined) throw wrongFile(1, tableReasons.sheetMissing)
  const sheet = relations.find(({ id, type }) => id === chosen.relation && type === 'worksheet')?.target
  if (sheet === undefined) throw wrongFile(1, tableReasons.notXlsx)
  const partOf = (wanted: string) => relations.find(({ type }) => type === wanted)?.target
  return {
    sheet,
    from1904,
    daysByStyle: await daysByStyle(parts, partOf('styles')),
    sharedTexts: await sharedTexts(parts, partOf('sharedStrings')),
  }
}

interface Relation {
  readonly id: string
  /** The last word of its address: those of the strict form of the standard begin otherwise. */
  readonly type: string
  /** The name of the part. */
  readonly target: string
}

/** Where the parts lie that a part, or the archive itself, refers to. */
async function relationsOf(parts: Parts, part: string): Promise<Relation[]> {
  const at = part.lastIndexOf('/') + 1
  const relations: Relation[] = []
  await readElements(parts, `${part.slice(0, at)}_rels/${part.slice(at)}.rels`, (element) => {
    const attribute = (wanted: string) => attributeOf(element, wanted)
    if (element.name !== 'Relationship' || attribute('TargetMode') === 'External') return
    const address = [attribute('Target') ?? '', `file:///${part}`] as const
    if (!URL.canParse(...address)) throw wrongFile(1, tableReasons.notXlsx)
    relations.push({
      id: attribute('Id') ?? '',
      type: (attribute('Type') ?? '').split('/').pop() ?? '',
      target: new URL(...address).pathname.slice(1),
    })
  })
  return relations
}

async function readElements(parts: Parts, part: string, open: (element: XmlElement) => void): Promise<void> {
  for await (const _ of readXml(parts.text(part), { open }));
}

const isTrue = (text: string | undefined): boolean => text === '1' || text === 'true'

async function daysByStyle(parts: Parts, part: string | undefined): Promise<boolean[]> {
  if (part === undefined) return []
  const codes = new Map<string, string>()
  const formats: string[] = []
  let within = ''
  await readElements(parts, part, (element) => {
    const { name } = element
    const attribute = (wanted: string) => attributeOf(element, wanted)
    if (name === 'cellXfs' || name === 'cellStyleXfs' || name === 'dxfs') within = name
    if (name === 'numFmt') codes.set(attribute('numFmtId') ?? '', attribute('formatCode') ?? '')
    if (name === 'xf' && within === 'cellXfs') formats.push(attribute('numFmtId') ?? '0')
  })
  return formats.map((id) => showsDay(Number(id), codes.get(id)))
}

/** The texts that cells refer to by number; how they are to be pronounced is left out. */
async function sharedTexts(parts: Parts, part: string | undefined): Promise<string[]> {
  const texts: string[] = []
  if (part === undefined) return texts
  let [text, isText, isSpoken] = ['', false, false]
  const handlers = {
    open({ name }: XmlElement) {
      if (name === 'si') text = ''
      if (name === 't') isText = !isSpoken
      if (name === 'rPh') isSpoken = true
    },
    text(piece: string) {
      if (isText) text += piece
      if (text.length > longestText) throw wrongFile(1, tableReasons.longText)
    },
    close(name: string) {
      if (name === 'si') texts.push(text)
      if (name === 't') isText = false
      if (name === 'rPh') isSpoken = false
    },
  }
  for await (const _ of readXml(parts.text(part), handlers));
  return texts
}
