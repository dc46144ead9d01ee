// Reads a workbook with exceljs: each sheet's rows as text, as JSON.
//   node exceljs.mjs FOLDER_OF_NODE_MODULES FILE
import { createRequire } from 'node:module';

const Excel = createRequire(process.argv[2] + '/x.js')('exceljs');
const book = new Excel.Workbook();
await book.xlsx.readFile(process.argv[3]);
const sheets = {};
for (const sheet of book.worksheets) {
  sheets[sheet.name] = { rows: [] };
  sheet.eachRow((row) => {
    const cells = [];
    for (let column = 1; column <= sheet.columnCount; column++) {
      const value = row.getCell(column).value;
      cells.push(value === null ? '' : value instanceof Date ? value.toISOString().slice(0, 10) : String(value));
    }
    sheets[sheet.name].rows.push(cells);
  });
}
console.log(JSON.stringify(sheets));
