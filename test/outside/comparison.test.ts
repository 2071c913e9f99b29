import { mkdirSync } from 'node:fs'
import t from 'tap'
import { comparisonApp } from '../pages/comparison/app.js'
import { browserFor } from './browser.js'
import { faint } from './contrast.js'

const app = await comparisonApp(t)
const address = await app.listen({ port: 0, host: '127.0.0.1' })
const open = await browserFor(t, address)

const paths = [
  '/comparisons',
  '/comparisons/c-1',
  '/comparisons/c-1/report',
  '/comparisons/c-1/cases?variant=kz-draft-ban-2024&outcome=stopped&from=free',
  '/comparisons/c-1/trace?case=relief-54&variant=kz-draft-ban-2024',
  '/comparisons/c-1/trace?case=treatment-1&variant=kz-draft-ban-2024&reading=as-it-stood',
]
const inLanguage = (path: string, language: string) =>
  `${path}${path.includes('?') ? '&' : '?'}lang=${language}`

t.test(
  'no page of a comparison is wider than the screen; what is wider scrolls inside its box',
  async (t) => {
    for (const width of [360, 1280]) {
      const page = await open(t, { width })
      for (const path of paths)
        for (const language of ['ru', 'kk']) {
          await page.goto(`${address}${inLanguage(path, language)}`)
          const wide = await page.locator('main *').evaluateAll((nodes, limit) => {
            type Node = {
              closest(selector: string): unknown
              getBoundingClientRect(): { right: number }
              outerHTML: string
            }
            return (nodes as unknown as Node[])
              .filter(
                (node) =>
                  node.closest('.scroll, .graph-table thead, .hidden') === null &&
                  node.getBoundingClientRect().right > limit + 1,
              )
              .map((node) => node.outerHTML.slice(0, 120))
          }, width)
          const box = await page
            .locator('html')
            .evaluate((html) => (html as unknown as { scrollWidth: number }).scrollWidth)
          t.ok(box <= width, `${path} scrolls at ${width}`)
          t.strictSame(wide.slice(0, 3), [], `${path} at ${width} in ${language}`)
        }
    }
  },
)

t.test('from the sentence to its cases, to one of them, to the article', async (t) => {
  const page = await open(t, { width: 360 })
  await page.goto(`${address}/comparisons/c-1?lang=en`)
  await page.locator('.answer a').first().click()
  t.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'The collections behind the number')
  await page.getByRole('link', { name: 'treatment-1', exact: true }).click()
  const article = page.getByRole('link', { name: /Draft amendments to the Law on Charity/ }).first()
  t.equal(await article.getAttribute('href'), 'https://orda.news/2024/1174')
})

t.test('a trace opens rule by rule without a script, and on paper nothing stays closed', async (t) => {
  const page = await open(t, { width: 360 })
  await page.goto(`${address}/comparisons/c-1/trace?case=treatment-1&variant=kz-draft-ban-2024&lang=en`)
  const silent = page.getByText('It would say: The collection has no end date.')
  t.notOk(await silent.isVisible())
  await page.getByText('The rule says nothing of this case').click()
  t.ok(await silent.isVisible())
  await page.getByText('The rule says nothing of this case').click()
  t.notOk(await silent.isVisible())
  await page.emulateMedia({ media: 'print' })
  t.ok(await silent.isVisible())
  await page.emulateMedia({ media: 'screen' })
  await page.getByRole('link', { name: 'The law in force' }).click()
  t.match(await page.locator('.answer').textContent(), /^Lawful\./)
})

t.test('the keyboard reaches the answer, both readings and what scrolls', async (t) => {
  const page = await open(t)
  await page.goto(`${address}/comparisons/c-1?lang=en`)
  const reached: string[] = []
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab')
    const focus = page.locator(':focus')
    reached.push(`${await focus.getAttribute('href')} ${await focus.getAttribute('class')}`)
  }
  for (const part of [/outcome=stopped&from=free/, /#as-it-stood/, /#duties-met-fraud/, / scroll$/])
    t.ok(
      reached.some((one) => part.test(one)),
      String(part),
    )
})

t.test('the switch opens the other reading without a script', async (t) => {
  const page = await open(t)
  await page.goto(`${address}/comparisons/c-1?lang=en`)
  const other = page.getByRole('heading', { level: 2, name: 'as it stood' })
  t.notOk(await other.isVisible())
  await page.getByRole('link', { name: 'as it stood' }).click()
  t.ok(await other.isVisible())
})

t.test('text stands out from its ground in light and in dark', async (t) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await open(t, { colorScheme })
    for (const path of paths) {
      await page.goto(`${address}${inLanguage(path, 'en')}`)
      t.strictSame(await faint(page), [], `${path} in ${colorScheme}`)
    }
  }
})

t.test('the report fits on few sheets of A4 in each language', async (t) => {
  const page = await open(t)
  for (const language of ['kk', 'ru', 'en']) {
    await page.goto(`${address}/comparisons/c-1/report?lang=${language}`)
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
    const sheets = pdf.match(/\/Type \/Page\b/g)?.length ?? 0
    t.ok(sheets >= 2 && sheets <= 3, `${sheets} in ${language}`)
  }
})

t.test('its pictures, to look at', async (t) => {
  mkdirSync('var/pictures', { recursive: true })
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await open(t, { colorScheme })
    await page.goto(`${address}/comparisons/c-1?lang=en`)
    await page.screenshot({ path: `var/pictures/comparison-${colorScheme}.png` })
  }
})
