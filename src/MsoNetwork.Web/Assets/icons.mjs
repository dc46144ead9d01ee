// Picks our icons out of Lucide (ISC licence) for the server, which puts them into pages: no font, no request, no script.
// npm pack lucide-static@1.62.0, unpack it, then: node icons.mjs FOLDER/package
import { readFileSync, writeFileSync } from 'node:fs'

const icons = {
  'topics/education': 'graduation-cap', 'topics/early-childhood': 'baby', 'topics/school': 'school', 'topics/language-de': 'languages',
  'topics/language-heritage': 'book-open', 'topics/parents': 'users', 'topics/culture': 'palette', 'topics/music': 'music',
  'topics/theatre': 'drama', 'topics/sport-leisure': 'dumbbell', 'topics/football': 'trophy', 'topics/encounter': 'coffee',
  'topics/counselling': 'message-circle', 'topics/residence-law': 'id-card', 'topics/work': 'briefcase', 'topics/health-care': 'heart-pulse',
  'topics/mental-health': 'brain', 'topics/care': 'hand-helping', 'topics/refugees': 'tent', 'topics/anti-discrimination': 'equal-not',
  'topics/prevention': 'shield', 'topics/dialogue': 'messages-square', 'topics/religion': 'hand-heart', 'topics/democracy': 'vote',
  'topics/naturalisation': 'book-user', 'topics/empowerment': 'sprout', 'topics/volunteering': 'heart-handshake', 'topics/funding': 'coins',
  'topics/housing': 'house', 'topics/development': 'globe', 'topics/environment': 'leaf', 'topics/digital': 'monitor',
  'topics/human-rights': 'scale', 'topics/networking': 'network',
  'kinds/culture-association': 'palette', 'kinds/religious-association': 'hand-heart', 'kinds/parents-association': 'users',
  'kinds/womens-organisation': 'venus', 'kinds/youth-association': 'backpack', 'kinds/student-association': 'graduation-cap',
  'kinds/sports-club': 'trophy', 'kinds/education-association': 'book-open', 'kinds/workers-association': 'hammer',
  'kinds/business-association': 'store', 'kinds/political-association': 'megaphone', 'kinds/refugee-initiative': 'tent',
  'kinds/intercultural-centre': 'door-open', 'kinds/umbrella-body': 'umbrella', 'kinds/development-ngo': 'globe',
  'kinds/house-of-resources': 'warehouse', 'kinds/support-body': 'landmark',
  'do/find': 'search', 'do/join': 'circle-plus', 'do/partners': 'handshake', 'do/learn': 'calendar-days', 'do/money': 'coins',
}
const folder = process.argv[2]
const shapes = name => [...readFileSync(`${folder}/icons/${name}.svg`, 'utf8').matchAll(/<(?!svg|!)\w[^>]*\/>/g)].map(([tag]) => tag.replace(' />', '/>')).join('')
const picked = Object.fromEntries(Object.entries(icons).map(([key, name]) => [key, shapes(name)]))
writeFileSync(new URL('../Pages/Site/icons.json', import.meta.url), `${JSON.stringify(picked, null, 1)}\n`)
