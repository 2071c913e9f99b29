#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { verifyEverything } from './audit/verify.js'
import { type CompareOptions, compareCommand, compareOptions, compareUsage } from './compare-command.js'
import { playStory } from './demo/play.js'
import { verifyFiles } from './documents/verify.js'
import { importRates } from './exchange/actions.js'
import { dataFolder, openHouse } from './house.js'
import { createAdministrator } from './identity/actions.js'
import { type Installation, openInstallation, readEnvironment } from './installation.js'
import type { Actor } from './kernel/actor.js'
import { isRefusal } from './kernel/problems.js'
import { languages } from './kernel/texts.js'
import { loadLegislation } from './law/load.js'
import { brokenInvariants } from './ledger/invariants.js'
import { evaluateText } from './legislation/evaluate-text.js'
import { writeOpenapi } from './openapi.js'

const usage = `adal <command>

  create-administrator --login <login> --name <name>   the first administrator; the password is read from ADAL_PASSWORD
  audit-verify                                         recomputes every log and compares every kept row with it,
                                                       and every uploaded file with its hash
  import-exchange-rates <file> [--made-up]             keeps the rates of a file of the National Bank (XML or CSV), all or
                                                       none; those that nobody published are to be called made up
  demo --url <address>                                 plays the demo story, whose people have well-known passwords, against a
                                                       running service; its administrator signs in with ADAL_LOGIN and
                                                       ADAL_PASSWORD
  evaluate <facts.json> --variants <a,b> [--explain]   what variants of the law (every published one without --variants) say of
                                                       the facts of a collection, and why; - reads standard input. Needs
                                                       neither service nor database; speaks the language of LANG
  openapi                                              prints the contract as YAML
${compareUsage}
`

const commands: Readonly<Record<string, (options: Options) => Promise<number>>> = {
  'create-administrator': makeAdministrator,
  'audit-verify': auditVerify,
  'import-exchange-rates': importRatesFile,
  demo: demo,
  evaluate: evaluateFile,
  compare: compareCommand,
  openapi: async () => {
    process.stdout.write(await writeOpenapi())
    return 0
  },
}

type Options = {
  login?: string
  name?: string
  url?: string
  explain?: boolean
  'made-up'?: boolean
  file?: string
} & CompareOptions

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      login: { type: 'string' },
      name: { type: 'string' },
      url: { type: 'string' },
      explain: { type: 'boolean' },
      'made-up': { type: 'boolean' },
      ...compareOptions,
    },
  })
  const [name = '', file] = positionals
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  process.exitCode = command === undefined ? fail(usage) : await command({ ...values, file })
} catch (error) {
  process.exitCode = fail(error instanceof Error ? error.message : String(error))
}

function fail(message: string): number {
  console.error(message)
  return 1
}

async function makeAdministrator({ login, name }: Options): Promise<number> {
  const password = process.env.ADAL_PASSWORD
  if (login === undefined || name === undefined || password === undefined) return fail(usage)
  return inHouse(async ({ house }) => {
    const made = await createAdministrator(house, { login, password, name })
    if (isRefusal(made))
      return fail(
        [made.title.en, ...(made.errors ?? []).map((e) => `${e.pointer}: ${e.detail.en}`)].join('\n'),
      )
    console.log(`${made.login} is an administrator.`)
    return 0
  })
}

async function auditVerify(): Promise<number> {
  return inHouse(async ({ house, reading, signers }) => {
    const { findings, leaves, rows, checkpoints } = await verifyEverything(house.snapshot, signers)
    const files = await verifyFiles(house)
    const broken = await brokenInvariants(reading)
    for (const { where, what } of [...findings, ...files.findings]) console.error(`${where}: ${what}`)
    for (const { where, invariant } of broken)
      console.error(`ledger ${where}: it is not so that ${invariant}`)
    const found = findings.length + files.findings.length + broken.length
    console.log(
      `${leaves} leaves, ${checkpoints} checkpoints, ${rows} rows and ${files.files} files verified, ${found} findings`,
    )
    return found === 0 ? 0 : 1
  })
}

async function importRatesFile({ file, 'made-up': isMadeUp }: Options): Promise<number> {
  if (file === undefined) return fail(usage)
  const origin = isMadeUp ? 'made-up' : 'national-bank'
  const actor: Actor = { kind: 'system', id: 'cli', roles: [], organizations: [] }
  return inHouse(async ({ house }) => {
    const kept = await importRates(house, { actor }, { content: readFileSync(file, 'utf8'), origin })
    if (isRefusal(kept))
      return fail((kept.errors ?? []).map((e) => `${file}:${e.line ?? ''} ${e.detail.en}`).join('\n'))
    console.log(`${kept.imported} rates imported, ${kept.unchanged} were known.`)
    return 0
  })
}

async function demo({ url = 'http://127.0.0.1:8080' }: Options): Promise<number> {
  const { ADAL_LOGIN: login, ADAL_PASSWORD: password } = process.env
  if (login === undefined || password === undefined) return fail(usage)
  await playStory({ login, password }, url)
  return 0
}

async function evaluateFile({ file, variants, explain }: Options): Promise<number> {
  if (file === undefined) return fail(usage)
  const language = languages.find((known) => process.env.LANG?.startsWith(known)) ?? 'en'
  const json = readFileSync(file === '-' ? 0 : file, 'utf8')
  const asked = { json, variants: variants?.split(',') ?? null, explained: explain ?? false }
  const answered = evaluateText(asked, loadLegislation(dataFolder), language)
  if (Array.isArray(answered)) return fail(answered.join('\n'))
  console.log(JSON.stringify(answered, null, 2))
  return 0
}

/** Works on the installation of the environment; joins its database if the service is running. */
async function inHouse(
  work: (house: Awaited<ReturnType<typeof openHouse>>) => Promise<number>,
): Promise<number> {
  const environment = readEnvironment(process.env)
  const log = { info: () => {}, error: (message: string) => console.error(message) }
  const installation: Installation = await openInstallation(environment, log, 'join')
  const { target, documents, secrets } = installation
  const clock = () => new Date()
  const opened = await openHouse({
    target,
    documents,
    secrets,
    logName: environment.ADAL_LOG_NAME,
    clock,
    onError: console.error,
    integrator: 'off',
  })
  try {
    return await work(opened)
  } finally {
    await opened.close()
    await installation.stop()
  }
}
