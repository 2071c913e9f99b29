import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance, FastifySchema } from 'fastify'
import { z } from 'zod'

type JsonSchema = Record<string, unknown>

/** Problem details, as every route may answer them (RFC 9457). */
const Problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string(),
    errors: z
      .array(z.object({ line: z.int().optional(), pointer: z.string(), detail: z.string() }))
      .optional(),
  })
  .meta({ id: 'Problem' })

/**
 * A zod schema as JSON Schema whose named parts (`.meta({ id })`) stand in `components`. The type provider's own
 * transform doubles schemas and empties codec responses; this one keeps a schema once, by its name.
 */
function jsonSchemaOf(
  schema: z.ZodType,
  io: 'input' | 'output',
  components: Record<string, JsonSchema>,
): JsonSchema {
  const document = z.toJSONSchema(schema, {
    io,
    target: 'draft-2020-12',
    unrepresentable: 'any',
  }) as JsonSchema
  const {
    $schema: _,
    $defs = {},
    ...own
  } = rewriteReferences(document) as JsonSchema & { $defs?: Record<string, JsonSchema> }
  for (const [name, part] of Object.entries($defs)) addComponent(components, name, part)
  const { id, ...rest } = own
  if (typeof id !== 'string') return own
  addComponent(components, id, rest)
  return { $ref: `#/components/schemas/${id}` }
}

function addComponent(components: Record<string, JsonSchema>, name: string, part: JsonSchema): void {
  const { id: _, ...schema } = part
  const known = components[name]
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(schema))
    throw new Error(
      `the schema ${name} is two different things: give the request and the response names of their own`,
    )
  components[name] = schema
}

function rewriteReferences(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rewriteReferences)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) =>
      key === '$ref' && typeof part === 'string'
        ? [key, part.replace(/^#\/\$defs\//, '#/components/schemas/')]
        : [key, rewriteReferences(part)],
    ),
  )
}

const documentation = '/docs'

/** The routes of the documentation are not ours to write, but ours to open; called before the routes are guarded. */
export function openDocumentation(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    if (route.url.startsWith(documentation)) route.config = { access: 'public', ...route.config }
  })
}

const isZod = (schema: unknown): schema is z.ZodType => schema instanceof z.ZodType

/** The contract, generated from the routes' own schemas. */
export async function describeApi(app: FastifyInstance): Promise<void> {
  const components: Record<string, JsonSchema> = {}
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Adal',
        version: '1',
        description:
          'Charity collections in Kazakhstan, under any version of the law. A model for comparing rules, no legal advice.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
    },
    transform: ({ schema, url, route }) => {
      const access = route.config?.access
      if (schema?.hide || schema === undefined || access === undefined) return { schema: { hide: true }, url }
      return { schema: describeRoute(schema, access === 'public', components), url }
    },
    transformObject: (document) => {
      if (!('openapiObject' in document)) throw new Error('OpenAPI is the only format')
      const { openapiObject } = document
      const schemas = Object.fromEntries(Object.entries(components).sort(([a], [b]) => (a < b ? -1 : 1)))
      return { ...openapiObject, components: { ...openapiObject.components, schemas } } as never
    },
  })
  await app.register(swaggerUi, { routePrefix: documentation, staticCSP: true })
  app.get('/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, () => app.swagger())
}

function describeRoute(
  schema: FastifySchema,
  open: boolean,
  components: Record<string, JsonSchema>,
): FastifySchema {
  const { body, querystring, params, headers, response = {}, ...rest } = schema
  const described: Record<string, unknown> = { ...rest, security: open ? [] : [{ bearer: [] }] }
  for (const [part, contract] of Object.entries({ body, querystring, params, headers }))
    if (isZod(contract))
      described[part] = inlined(jsonSchemaOf(contract, 'input', components), part, components)
  const problem = {
    description: 'Problem details',
    content: { 'application/problem+json': { schema: jsonSchemaOf(Problem, 'output', components) } },
  }
  const answers = Object.entries(response as Record<string, unknown>).map(([status, contract]) => [
    status,
    isZod(contract)
      ? {
          description: contract.description ?? 'Success',
          ...withContent(jsonSchemaOf(contract, 'output', components)),
        }
      : contract,
  ])
  const success = answers.length === 0 ? { 200: { description: 'Success' } } : Object.fromEntries(answers)
  described.response = { ...success, '4XX': problem, '5XX': problem }
  return described as FastifySchema
}

const withContent = (schema: JsonSchema) => ({ content: { 'application/json': { schema } } })

/** Parameters are listed one by one, so their schema must stand in place. */
function inlined(schema: JsonSchema, part: string, components: Record<string, JsonSchema>): JsonSchema {
  const name = typeof schema.$ref === 'string' ? schema.$ref.replace('#/components/schemas/', '') : undefined
  return part === 'body' || name === undefined ? schema : (components[name] ?? schema)
}
