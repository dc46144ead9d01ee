import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSame, tidy } from './form'

const page = 'https://example.org/de/organisationen'

test('An address has no empty fields, no radius without a place and no order beside words', () => {
  assert.equal(tidy(new URLSearchParams('q=&near=&km=20&sort=name&topics=work&topics=art')).toString(), 'sort=name&topics=work&topics=art')
  assert.equal(tidy(new URLSearchParams('q=frauen&near=Bonn&km=20&sort=name')).toString(), 'q=frauen&near=Bonn&km=20')
})

test('Addresses are the same however they are written, and other ones are not', () => {
  assert.ok(isSame(`${page}?q=frauen%20chor&near=K%C3%B6ln&km=20`, `${page}?km=20&near=Köln&q=frauen+chor&topics=`))
  assert.ok(isSame(`${page}?q=a&sort=name#map=8/51/7`, `${page}?q=a`))
  assert.ok(!isSame(`${page}?near=Bonn&km=20`, `${page}?near=Bonn&km=50`))
  assert.ok(!isSame(`${page}?topics=a`, `${page}?topics=a&topics=b`))
  assert.ok(!isSame(page, `${page}?after=x`))
})
