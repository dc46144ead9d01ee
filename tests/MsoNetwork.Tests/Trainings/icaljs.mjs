// Reads a calendar with ical.js, as Thunderbird does: what takes place, as [UID, start in UTC, title] in order of time, as JSON.
//   node icaljs.mjs FOLDER_OF_NODE_MODULES < FILE
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { default: ICAL } = await import(pathToFileURL(join(process.argv[2], 'ical.js', 'dist', 'ical.js')));
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, 'utf8')));
for (const zone of calendar.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone);
const events = calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
const found = [];
const take = (event, start) => {
  if (event.component.getFirstPropertyValue('status') !== 'CANCELLED')
    found.push([event.uid, start.toJSDate().toISOString(), event.summary]);
};
for (const event of events.filter((one) => !one.isRecurrenceException())) {
  events.filter((one) => one.isRecurrenceException() && one.uid === event.uid).forEach((one) => event.relateException(one));
  if (!event.isRecurring()) {
    take(event, event.startDate);
    continue;
  }
  const dates = event.iterator();
  for (let next = dates.next(); next; next = dates.next()) {
    const { item, startDate } = event.getOccurrenceDetails(next);
    take(item, startDate);
  }
}
found.sort((one, other) => one[1].localeCompare(other[1]));
console.log(JSON.stringify(found));
