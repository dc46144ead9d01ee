#!/usr/bin/env node
// Keeps a copy of the directory's organisations equal to it: a folder with one JSON file each. Node 18 or newer, nothing to install.
//   node mirror.mjs https://msonet.example ./mirror [--once] [--every SECONDS] [--region AGS]… [--topic KEY]…
// It may be killed at any time: what is told as done is on the disk, and whatever was under way is done again. docs/mirroring.md says how.
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

// What is copied. Without version, updatedAt and the day a source was read: these change without news.
const FIELDS = `id slug name alternateNames kind { key } legalForm foundedYear status keywords contactVisibleTo
  description { language text } accessibility { language text } roomsToLend { language text } openingHours { language text }
  seat { street postcode town municipality { key } } location { latitude longitude precision } activeIn { key }
  topics { key } targetGroups { key } offers { key } languages { key } origins { key } contact { email phone website }
  memberOf { id } mergedFrom { id } verification { state on } sources { name url licence } logo { url } createdAt`
const LIST = `query ($after: String, $filter: OrganisationFilter) { organisations(first: 50, after: $after, filter: $filter) {
  nodes { ${FIELDS} } pageInfo { endCursor hasNextPage } } }`
const CHANGES = `query ($since: String, $filter: OrganisationChangeFilter) { changes(since: $since, first: 50, filter: $filter) {
  nodes { kind id organisation { ${FIELDS} } } endCursor hasNextPage } }`
const ALL = ['ACTIVE', 'INACTIVE', 'DISSOLVED']

const options = { '--region': [], '--topic': [], '--every': ['10'] }
const [site, folder, ...rest] = process.argv.slice(2)
const once = rest.includes('--once')
for (let i = 0; i < rest.length; i++) if (options[rest[i]]) options[rest[i]].push(rest[++i])
if (!site?.startsWith('http') || !folder || rest.some((one) => one.startsWith('--') && one !== '--once' && !options[one])) {
  console.error('Usage: node mirror.mjs https://SITE FOLDER [--once] [--every SECONDS] [--region AGS]… [--topic KEY]…')
  process.exit(2)
}
const filter = { regions: options['--region'], topics: options['--topic'] }
const pause = Number(options['--every'].at(-1)) * 1000

const token = process.env.MIRROR_TOKEN
const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }

class Refusal extends Error {}

/** Asks until there is an answer. What is wrong with the question itself is thrown, with its code. */
async function ask(query, variables) {
  for (let wait = 1; ; wait = Math.min(wait * 2, 60)) {
    let seconds = wait
    try {
      const body = JSON.stringify({ query, variables })
      const answer = await fetch(new URL('/graphql', site), { method: 'POST', headers, body, signal: AbortSignal.timeout(60_000) })
      const text = await answer.text()
      if (answer.status === 429 || answer.status >= 500) seconds = Number(answer.headers.get('retry-after')) || wait
      else {
        const { data, errors } = JSON.parse(text)
        if (!errors) return data
        const code = errors[0].extensions?.code
        if (code !== 'UNAVAILABLE' && code !== 'INTERNAL') throw Object.assign(new Refusal(errors[0].message), { code })
      }
      console.error(`The site answers ${answer.status}; again in ${seconds} s.`)
    } catch (error) {
      if (error instanceof Refusal) throw error
      console.error(`No answer (${error.cause?.code ?? error.name}); again in ${seconds} s.`)
    }
    await sleep(seconds * 1000)
  }
}

/** A file is there whole or not at all, and on the disk when this returns; its name is after syncFolder. */
async function write(path, value) {
  const draft = join(folder, '.draft')
  const file = await open(draft, 'w')
  await file.writeFile(JSON.stringify(value) + '\n')
  await file.sync()
  await file.close()
  await rename(draft, path)
}

async function syncFolder(path) {
  const directory = await open(path)
  await directory.sync()
  await directory.close()
}

const statePath = join(folder, 'state.json')
const byText = (a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)
// Lists whose order changes without news.
const put = (copy, entry) => write(join(copy, `${entry.id}.json`),
  { ...entry, memberOf: entry.memberOf.sort(byText), sources: entry.sources.sort(byText), mergedFrom: entry.mergedFrom.sort(byText) })

/** What it tells of is on the disk before it. copy: the folder that is whole; next: the one that is being listed, as far as after. */
async function save(state) {
  for (const name of [state.copy, state.next]) if (name) await syncFolder(join(folder, name))
  await write(statePath, state)
  await syncFolder(folder)
  return state
}

/** The cursor first, so that whatever changes while the list is read is told afterwards. */
async function begin(copy) {
  const next = `organisations-${Date.now()}`
  await mkdir(join(folder, next))
  return save({ site, filter, cursor: (await ask(CHANGES, { filter })).changes.endCursor, copy, next, after: null })
}

async function list(state) {
  const { nodes, pageInfo } = (await ask(LIST, { after: state.after, filter: { ...filter, status: ALL } })).organisations
  for (const entry of nodes) await put(join(folder, state.next), entry)
  if (pageInfo.hasNextPage) return save({ ...state, after: pageInfo.endCursor })
  console.log(`Listed; the copy is in ${join(folder, state.next)}`)
  return save({ ...state, copy: state.next, next: null, after: null })
}

/** One page of changes, as a whole before its cursor; a page that is read twice says the same. */
async function follow(state) {
  const { nodes, endCursor, hasNextPage } = (await ask(CHANGES, { since: state.cursor, filter })).changes
  for (const { kind, id, organisation } of nodes)
    if (organisation && (kind === 'CREATED' || kind === 'UPDATED')) await put(join(folder, state.copy), organisation)
    else await rm(join(folder, state.copy, `${id}.json`), { force: true })
  if (nodes.length > 0) console.log(`${nodes.length} changes`)
  return [endCursor === state.cursor ? state : await save({ ...state, cursor: endCursor }), hasNextPage]
}

/** Copies that were begun and left. */
async function tidy(state) {
  for (const name of await readdir(folder))
    if (name.startsWith('organisations-') && name !== state.copy) await rm(join(folder, name), { recursive: true })
}

await mkdir(folder, { recursive: true })
let state = JSON.parse(await readFile(statePath, 'utf8').catch(() => 'null'))
if (state?.site !== site || JSON.stringify(state.filter) !== JSON.stringify(filter)) state = await begin(null)
for (let more; ; ) {
  try {
    while (state.next) state = await list(state)
    await tidy(state)
    ;[state, more] = await follow(state)
    if (!more && once) break
    if (!more) await sleep(pause)
  } catch (error) {
    if (error.code !== 'CURSOR_EXPIRED') {
      console.error(`${error.code ?? error.name}: ${error.message}`)
      process.exit(1)
    }
    console.log('The cursor has expired: starting anew.')
    state = await begin(state.copy)
  }
}
