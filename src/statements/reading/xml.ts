import { isXmlError, type XmlFault, xmlReader } from '../../kernel/xml.js'
import { decoderOf } from './decoding.js'
import { reasons } from './texts.js'
import { wrongFile } from './wrong-file.js'

export interface Element {
  /** Without its prefix. */
  readonly name: string
  readonly line: number
  readonly attributes: Readonly<Record<string, string>>
  readonly parent: Element | undefined
  readonly children: Element[]
  text: string
}

// What a file may make us hold: an entry of ten thousand payments has less.
const mostElements = 500_000

const reasonOf = {
  'not-xml': reasons.notXml,
  doctype: reasons.doctype,
  'cut-off': reasons.cutOff,
  'too-large': reasons.tooLarge,
} as const satisfies Record<XmlFault, unknown>

/**
 * The elements that stand directly below a path from the root, each whole, one after the other; what stands elsewhere is passed
 * over. `isRoot` looks at the root before anything is read of it. Throws `WrongFile` for what is not well-formed XML in UTF-8
 * without DOCTYPE and entities.
 */
export async function* elementsBelow(
  bytes: AsyncIterable<Uint8Array>,
  path: readonly string[],
  isRoot: (root: Element) => void,
): AsyncGenerator<Element> {
  const ready: Element[] = []
  const stack: Element[] = []
  let [whole, elements] = [undefined as Element | undefined, 0]
  const reader = xmlReader({
    declared(encoding) {
      if (!/^utf-?8$/i.test(encoding)) throw wrongFile(reader.line, reasons.wrongEncoding)
    },
    open({ name, attributes }) {
      const parent = stack.at(-1)
      const element = { name, line: reader.line, attributes, parent, children: [], text: '' }
      if (parent === undefined) isRoot(element)
      if (whole !== undefined) parent?.children.push(element)
      else if (isAt(stack, path)) [whole, elements] = [element, 0]
      stack.push(element)
      elements += 1
      if (elements > mostElements && whole !== undefined) throw wrongFile(whole.line, reasons.tooLarge)
    },
    text(text) {
      const element = stack.at(-1)
      if (whole !== undefined && element !== undefined) element.text += text
    },
    close() {
      const element = stack.pop()
      if (element === undefined || element !== whole) return
      ready.push(element)
      whole = undefined
    },
  })
  const decode = decoderOf('utf-8')
  try {
    for await (const chunk of bytes) {
      reader.write(decode(chunk, reader.line))
      yield* ready.splice(0)
    }
    reader.write(decode(undefined, reader.line))
    reader.close()
  } catch (error) {
    throw isXmlError(error) ? wrongFile(error.line, reasonOf[error.fault]) : error
  }
}

const isAt = (stack: readonly Element[], path: readonly string[]): boolean =>
  stack.length === path.length && path.every((name, i) => stack[i]?.name === name)

/** The first element at a path below another. */
export const elementAt = (element: Element | undefined, ...path: readonly string[]): Element | undefined =>
  path.reduce((at, name) => at?.children.find((child) => child.name === name), element)

/** Its text, trimmed; undefined where there is none. */
export const textAt = (element: Element | undefined, ...path: readonly string[]): string | undefined =>
  elementAt(element, ...path)?.text.trim() || undefined
