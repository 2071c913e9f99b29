import type { Page } from 'playwright-core'

/** Elements whose own text has less contrast than WCAG AA asks for (4.5, or 3 for large type). */
export const faint = (page: Page): Promise<string[]> =>
  page.locator('body *').evaluateAll((nodes) => {
    type Node = {
      ownerDocument: { defaultView: { getComputedStyle(node: unknown): Record<string, string> } }
    } & {
      parentElement: Node | null
      childNodes: Iterable<{ nodeType: number; textContent: string }>
      textContent: string
    }
    const styleOf = (node: Node) => node.ownerDocument.defaultView.getComputedStyle(node)
    const numbers = (colour = '') => (colour.match(/[\d.]+/g) ?? []).map(Number)
    const ground = (node: Node | null): number[] => {
      if (node === null) return [255, 255, 255]
      const [r = 0, g = 0, b = 0, a = 1] = numbers(styleOf(node).backgroundColor)
      return a === 0 ? ground(node.parentElement) : [r, g, b]
    }
    const light = (colour: number[]) =>
      colour.slice(0, 3).reduce((sum, part, i) => {
        const c = part / 255
        return sum + [0.2126, 0.7152, 0.0722][i]! * (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
      }, 0)
    return (nodes as unknown as Node[])
      .filter((node) =>
        [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim() !== ''),
      )
      .filter((node) => {
        const style = styleOf(node)
        const [a, b] = [light(numbers(style.color)), light(ground(node))]
        const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
        const size = Number.parseFloat(style.fontSize ?? '16')
        const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
        return contrast < (isLarge ? 3 : 4.5)
      })
      .map((node) => node.textContent.trim().slice(0, 60))
  })
