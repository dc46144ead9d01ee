import assert from 'node:assert/strict'
import { test } from 'node:test'
import { question } from './question'
import { known, Texts } from './texts'

const ask = (attributes: Record<string, string>, typed: string | null = null) => question(name => attributes[name] ?? null, typed, 'de')

test('Attributes with several values become lists, empty ones nothing', () => {
  assert.deepEqual(ask({ topics: 'education, sports', 'target-groups': 'women', origins: ' ' }).filter, { topics: ['education', 'sports'], targetGroups: ['women'], offices: false })
})

test('A place is a postcode, a point or a town, with 20 km unless told', () => {
  assert.deepEqual(ask({ near: '50667' }).filter.near, { postcode: '50667', radiusKm: 20 })
  assert.deepEqual(ask({ near: '50.94, 6.96', radius: '7,5' }).filter.near, { latitude: 50.94, longitude: 6.96, radiusKm: 7.5 })
  assert.deepEqual(ask({ near: 'Bergisch Gladbach', radius: 'weit' }).filter.near, { municipality: 'Bergisch Gladbach', radiusKm: 20 })
})

test('What somebody types comes before the attribute, and the page has between 1 and 100 entries', () => {
  assert.equal(ask({ query: 'frauen' }, 'musik').query, 'musik')
  assert.equal(ask({ query: 'frauen' }, '').query, '')
  assert.deepEqual(['0', '7', '1000', '-3', 'x'].map(first => ask({ first }).first), [10, 7, 100, 10, 10])
})

test('Trainings have their own filters, and a flag is true unless it says false', () => {
  const { show, filter } = ask({ show: 'trainings', kinds: 'workshop', region: '05913', 'child-care': '', online: 'false', from: '2027-03-01', origins: 'syria' })
  assert.equal(show, 'trainings')
  assert.deepEqual(filter, { kinds: ['WORKSHOP'], regions: ['05913'], from: '2027-03-01', online: false, childCare: true })
  assert.equal(ask({ show: 'x', free: '' }).show, 'organisations')
})

test('A date is told by Berlin’s clock, in numbers where browsers know no months', () => {
  assert.equal(new Texts('de').time('2027-03-02T17:00:00Z'), 'Di., 2. März 2027 um 18:00')
  assert.equal(new Texts('kmr').time('2027-07-02T16:00:00Z'), '02.07.2027 18:00')
})

test('A language is known by its first part, Kurdish as Kurmancî', () => {
  assert.deepEqual(['de-AT', 'KU', 'es', null, 'constructor'].map(known), ['de', 'kmr', null, null, null])
})

test('Plural forms and numbers are the language’s own', () => {
  assert.deepEqual([1, 3, 5].map(count => new Texts('pl').count('found', count)), ['Znaleziono 1 organizację', 'Znaleziono 3 organizacje', 'Znaleziono 5 organizacji'])
  assert.equal(new Texts('de').count('found', 1234), '1.234 Organisationen gefunden')
  assert.equal(new Texts('fa').of('distance', 2.5), 'در فاصلهٔ ۲٫۵ کیلومتری')
})

test('A distance to what is known by its town only is one to the town’s middle', () => {
  const german = new Texts('de')
  assert.deepEqual([german.distance(0.2, 'MUNICIPALITY'), german.distance(9.6, 'MUNICIPALITY'), german.distance(9.6, 'ADDRESS'), german.distance(0.2, 'POSTCODE')],
    ['unter 1 km bis zur Ortsmitte', 'etwa 10 km bis zur Ortsmitte', '9,6 km entfernt', '0,2 km entfernt'])
})
