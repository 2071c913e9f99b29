import t from 'tap'
import { boxDrive, listedBox, openBox } from '../giving/box-stories.js'
import { floodDrive } from '../pages/story.js'
import { startAdal } from '../support/app.js'
import { browserFor } from './browser.js'
import { faint } from './contrast.js'

const adal = await startAdal(t)
const story = await floodDrive(adal)
const boxed = await driveWithBrokenSeal()
const address = await adal.app.listen({ port: 0, host: '127.0.0.1' })
const open = await browserFor(t, address)

const paths = [
  '/',
  '/verify',
  '/register',
  '/variants',
  `/collections/${story.number}`,
  `/collections/${boxed}?lang=ru`,
  `/receipts/${story.receipts[0]}`,
  `/organizations/${story.fund.bin}`,
  '/problems/not-found',
]

t.test('a donor pastes a message on her phone and sees the verdict, which is in no address', async (t) => {
  const page = await open(t, { width: 360 })
  await page.goto(`${address}/?lang=ru`)
  await page.getByLabel('Что вам прислали?').fill(`Помогите! Сбор ${story.number}`)
  await page.getByRole('button', { name: 'Проверить' }).click()
  t.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'Подтверждено')
  t.equal(page.url(), `${address}/verify?lang=ru`)
  await page.getByRole('button', { name: 'English' }).click()
  t.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'Verified')
  await page.getByRole('link', { name: 'Houses for families hit by the flood' }).click()
  t.match(await page.textContent('.gap-line'), /574.000/)
})

t.test('no page is wider than the screen it is read on', async (t) => {
  for (const width of [320, 390, 1280]) {
    const page = await open(t, { width })
    for (const path of paths) {
      await page.goto(`${address}${path}`)
      const box = await page.locator('main').boundingBox()
      t.ok(box !== null && box.width <= width, `${path} at ${width}`)
      const wider = await page
        .locator('main *')
        .evaluateAll(
          (parts, width) =>
            parts
              .filter((part) => part.getBoundingClientRect().right > width + 1)
              .map((part) => part.outerHTML.slice(0, 120)),
          width,
        )
      t.strictSame(wider, [], `${path} at ${width}`)
    }
  }
})

t.test(
  'with the keyboard alone the first stop skips to the content, and the question can be asked',
  async (t) => {
    const page = await open(t)
    await page.goto(`${address}/?lang=en`)
    await page.keyboard.press('Tab')
    const skip = page.getByRole('link', { name: 'Skip to the content' })
    t.ok(await skip.isVisible())
    await page.keyboard.press('Enter')
    await page.keyboard.press('Tab')
    await page.keyboard.type(story.fund.bin)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.waitForURL(/verify/)
    t.equal(await page.getByRole('heading', { level: 1 }).textContent(), 'Verified')
  },
)

t.test('the text stands out from its ground in light and in dark', async (t) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await open(t, { colorScheme })
    for (const path of paths) {
      await page.goto(`${address}${path}`)
      t.strictSame(await faint(page), [], `${path} in ${colorScheme}`)
    }
  }
})

async function driveWithBrokenSeal() {
  const { by: session, bin } = story.fund
  const number = await boxDrive(adal, { session, bin })
  const box = await listedBox(adal, session, number)
  const seal = { number: '1', state: 'broken' }
  const { status, body } = await openBox(adal, { session, number, box }, 1_000, { seal })
  if (status !== 201) throw new Error(JSON.stringify(body))
  return number
}
