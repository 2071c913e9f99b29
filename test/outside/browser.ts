import { type Browser, chromium, type Page } from 'playwright-core'
import type { Test } from 'tap'

const switches = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
]

interface Look {
  readonly width?: number
  readonly colorScheme?: 'light' | 'dark'
}

type Open = (t: Test, look?: Look) => Promise<Page>

/**
 * Opens pages of the service at an address in a browser without JavaScript. Whatever it complains of, e.g. the content
 * security policy, and whatever it loads from elsewhere fails the test.
 */
export async function browserFor(t: Test, address: string): Promise<Open> {
  const browser: Browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: switches })
  t.teardown(() => browser.close())
  return async (t, { width = 1280, colorScheme = 'light' } = {}) => {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme,
      javaScriptEnabled: false,
    })
    t.teardown(() => context.close())
    const page = await context.newPage()
    page.on('console', (message) => t.fail(message.text()))
    page.on('request', (request) => {
      if (!request.url().startsWith(address)) t.fail(`loads ${request.url()}`)
    })
    return page
  }
}
