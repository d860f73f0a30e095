// Raids in a file, one JSON a line, only ever added to: what has been answered is on the disk.
const fs = require('fs');
const path = require('path');

class Log {
  constructor(folder) {
    fs.mkdirSync(folder, { recursive: true });
    const file = path.join(folder, 'raids.log');
    const written = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
    // A line that power failed in the middle of was never answered.
    const whole = written.slice(0, written.lastIndexOf('\n') + 1);
    this.raids = whole.split('\n').filter(Boolean).map((line) => JSON.parse(line));
    this.file = fs.openSync(file, 'a');
    fs.ftruncateSync(this.file, Buffer.byteLength(whole));
  }

  add(raid) {
    fs.writeSync(this.file, JSON.stringify(raid) + '\n');
    fs.fsyncSync(this.file);
    this.raids.push(raid);
    return raid;
  }
}

module.exports = { Log };
