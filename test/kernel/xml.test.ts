import fc from 'fast-check'
import t from 'tap'
import { isXmlError, xmlReader } from '../../src/kernel/xml.js'

/** What is read of pieces, or what is wrong and in which line. */
function read(...pieces: readonly string[]): string {
  let said = ''
  const reader = xmlReader({
    declared: (encoding) => (said += `(${encoding})`),
    open: ({ name, attributes }) => (said += `<${name} ${Object.entries(attributes).join(' ')}>`),
    text: (text) => (said += text),
    close: (name) => (said += `</${name}>`),
  })
  try {
    for (const piece of pieces) reader.write(piece)
    reader.close()
    return said
  } catch (error) {
    if (!isXmlError(error)) throw error
    return `${error.fault} in line ${error.line}`
  }
}

const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth)

t.test('XML is read by local names, with the five entities that need no DTD', async (t) => {
  const text = '<?xml version="1.0" encoding="utf-8"?><x:a b="1">ә &amp; &#1241;<![CDATA[<&>]]><c/></x:a>'
  t.equal(read(text), '(utf-8)<a b,1>ә & ә<&><c ></c></a>')
  t.equal(read(nested(32)), '<a >'.repeat(32) + '</a>'.repeat(32))
})

t.test(
  'what is no XML, declares entities, ends too early or is too much is refused by its line',
  async (t) => {
    t.equal(read('<a>\n<b></a>'), 'not-xml in line 2')
    t.equal(read('<a>\n&lol;</a>'), 'not-xml in line 2', 'an entity that nobody declared')
    t.equal(read('<!DOCTYPE a [<!ENTITY lol "lol">]>\n<a>&lol;</a>'), 'doctype in line 1')
    t.equal(read('<a>\n<b>'), 'cut-off in line 2')
    t.equal(read(''), 'cut-off in line 1')
    t.equal(read(`\n${nested(33)}`), 'too-large in line 2')
    t.equal(read('<a>\n', 'x'.repeat(1024 * 1024), 'x'), 'too-large in line 2')
  },
)

t.test('it is the same however it is cut into pieces', async () => {
  const text = '<r xmlns:n="u">\r\n <n:a k="&lt;1&gt;">қала</n:a><!-- & --><b><![CDATA[]]]]>]]&gt;</b>\n</r>'
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 8 }), (cuts) => {
      const places = [0, ...cuts.sort((one, other) => one - other), text.length]
      const pieces = places.slice(1).map((end, i) => text.slice(places[i], end))
      const texts = (said: string) => said.replace(/\s+/g, ' ')
      return texts(read(...pieces)) === texts(read(text))
    }),
  )
})
