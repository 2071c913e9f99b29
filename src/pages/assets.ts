import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { FastifyPluginAsync } from 'fastify'
import { sha256Hex } from '../kernel/canonical-json.js'

// The compiler leaves files alone, so they stand beside `dist`, at the root of the project.
const folder = new URL('../../../assets/', import.meta.url)

export interface Asset {
  readonly name: string
  readonly type: string
  readonly content: string
  /** Carries a piece of the hash, so that a browser keeps it for ever and still gets a new one. */
  readonly address: string
}

function load(name: string, type: string): Asset {
  const content = readFileSync(fileURLToPath(new URL(name, folder)), 'utf8')
  return { name, type, content, address: `/assets/${name}?v=${sha256Hex(content).slice(0, 12)}` }
}

export const stylesheet = load('adal.css', 'text/css; charset=utf-8')
/** For comparisons alone, beside the other. */
export const comparisonStyles = load('comparison.css', 'text/css; charset=utf-8')
const icon = load('adal.svg', 'image/svg+xml')

/** What pages load: all of it from here. */
export const assetRoutes: FastifyPluginAsync = async (app) => {
  for (const { name, type, content } of [stylesheet, comparisonStyles, icon])
    app.get(
      `/assets/${name}`,
      { config: { access: 'public', rateLimit: false }, schema: { hide: true } },
      (_request, reply) =>
        reply.type(type).header('Cache-Control', 'public, max-age=31536000, immutable').send(content),
    )
}
