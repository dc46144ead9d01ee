// For measure-trainings: asks several servers the same questions in turn, so that whatever else the machine does falls on all alike, and
// prints p50 and p95 of the answers' times in ms, and how many times the first server's the last one's are.
import http from 'node:http'

const [rounds, ...servers] = process.argv.slice(2)
const ahead = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 7)
const words = ['buchhaltung', 'vereinsrecht dortmund', 'datenschuz', 'erste hilfe köln', 'förderung', 'musik', 'deutsch frauen', 'moderation essen 20 km']
const filters = ['topics=education', 'when=evenings&when=nextMonth', 'offer=free&when=weekend', 'near=Dortmund&km=20', 'regions=05315', 'offer=online', 'kinds=SERIES&offer=childCare']
const graph = text => ({ path: '/graphql', body: JSON.stringify({ query: text }) })
let nth = 0 // a tile is kept: each is asked for once by each server
const questions = {
  list: ['/de/termine'],
  'list, filtered': filters.map(filter => `/de/termine?${filter}`),
  month: ['/de/termine/monat', `/de/termine/monat?monat=${ahead}`],
  'month, filtered': filters.map(filter => `/de/termine/monat?monat=${ahead}&${filter}`),
  search: words.map(word => `/de/termine?q=${encodeURIComponent(word)}`),
  'map, new tile': [() => `/tiles/trainings/8/132/85.mvt?near=Dortmund&km=${1 + nth++ % 150}`],
  calendar: ['/de/termine/kalender.ics', ...filters.slice(0, 4).map(filter => `/de/termine/kalender.ics?${filter}`)],
  'API list': [graph('{ trainings(first: 20) { nodes { title place { name } nextDate { start } } } }')],
  'API search': words.map(word => graph(`{ searchTrainings(query: "${word}", first: 20) { totalCount nodes { title } facets { name buckets { key count } } } }`)),
}
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
const ask = (port, question) => new Promise((resolve, reject) => {
  const { path, body } = typeof question === 'string' ? { path: question } : question
  const begun = process.hrtime.bigint()
  const headers = body ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } : {}
  const request = http.request({ port, path, agent, method: body ? 'POST' : 'GET', headers }, response => {
    let start = ''
    response.on('data', part => { if (start.length < 300) start += part })
    response.on('end', () => response.statusCode === 200 && !start.startsWith('{"errors')
      ? resolve(Number(process.hrtime.bigint() - begun) / 1e6) : reject(new Error(`${response.statusCode} ${path}`)))
  })
  request.on('error', reject)
  request.end(body)
})
const at = (times, share) => times[Math.floor(share * (times.length - 1))]
for (const [name, asked] of Object.entries(questions)) {
  if (process.env.ONLY && !process.env.ONLY.split(',').includes(name)) continue
  const times = servers.map(() => [])
  const repeats = Math.max(1, Math.round(+rounds / asked.length))
  try {
    for (let round = -3; round < repeats; round++) {
      for (const question of asked) {
        const asking = typeof question === 'function' ? question() : question
        for (const [server, port] of servers.entries()) {
          const time = await ask(port, asking)
          if (round >= 0) times[server].push(time)
        }
      }
    }
  } catch (error) {
    console.log(`${name}: ${error.message}`)
    continue
  }
  for (const list of times) list.sort((a, b) => a - b)
  const shown = times.map(list => `${at(list, 0.5).toFixed(1)} / ${at(list, 0.95).toFixed(1)}`).join(' | ')
  const ratio = share => (at(times.at(-1), share) / at(times[0], share)).toFixed(1)
  console.log(`| ${name} | ${shown} | ${ratio(0.5)} / ${ratio(0.95)} |`)
}
agent.destroy()
