import { SaxesParser } from 'saxes'
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
const deepest = 32
const longestToken = 1024 * 1024

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
  const parser = new SaxesParser()
  const ready: Element[] = []
  const stack: Element[] = []
  let [whole, elements, lastTag, isEnding] = [undefined as Element | undefined, 0, 0, false]

  parser.on('error', () => {
    throw wrongFile(parser.line, isEnding ? reasons.cutOff : reasons.notXml)
  })
  parser.on('doctype', () => {
    throw wrongFile(parser.line, reasons.doctype)
  })
  parser.on('xmldecl', ({ encoding = 'UTF-8' }) => {
    if (!/^utf-?8$/i.test(encoding)) throw wrongFile(parser.line, reasons.wrongEncoding)
  })
  parser.on('opentag', ({ name, attributes }) => {
    const local = name.slice(name.indexOf(':') + 1)
    const parent = stack.at(-1)
    const element = { name: local, line: parser.line, attributes, parent, children: [], text: '' }
    if (parent === undefined) isRoot(element)
    if (whole !== undefined) parent?.children.push(element)
    else if (isAt(stack, path)) [whole, elements] = [element, 0]
    stack.push(element)
    elements += 1
    if (elements > mostElements && whole !== undefined) throw wrongFile(whole.line, reasons.tooLarge)
    if (stack.length > deepest) throw wrongFile(parser.line, reasons.tooLarge)
    lastTag = parser.position
  })
  parser.on('closetag', () => {
    const element = stack.pop()
    if (element !== undefined && element === whole) {
      ready.push(element)
      whole = undefined
    }
    lastTag = parser.position
  })
  const addText = (text: string): void => {
    const element = stack.at(-1)
    if (whole !== undefined && element !== undefined) element.text += text
  }
  parser.on('text', addText)
  parser.on('cdata', addText)

  const decode = decoderOf('utf-8')
  const write = (chunk?: Uint8Array): void => {
    parser.write(decode(chunk, parser.line))
    if (parser.position - lastTag > longestToken) throw wrongFile(parser.line, reasons.tooLarge)
  }
  for await (const chunk of bytes) {
    write(chunk)
    yield* ready.splice(0)
  }
  isEnding = true
  write()
  parser.close()
}

const isAt = (stack: readonly Element[], path: readonly string[]): boolean =>
  stack.length === path.length && path.every((name, i) => stack[i]?.name === name)

/** The first element at a path below another. */
export const elementAt = (element: Element | undefined, ...path: readonly string[]): Element | undefined =>
  path.reduce((at, name) => at?.children.find((child) => child.name === name), element)

/** Its text, trimmed; undefined where there is none. */
export const textAt = (element: Element | undefined, ...path: readonly string[]): string | undefined =>
  elementAt(element, ...path)?.text.trim() || undefined
