// db: remembers raids. GET /raids, POST /raids.
const { Log } = require('../lib/log');
const { me, serve } = require('../lib/serve');

const given = process.argv.find((word) => word.startsWith('--volume='));
if (!given) {
  console.error('db: say where the data is to be kept: --volume=/data/db');
  process.exit(64);
}
const log = new Log(given.slice('--volume='.length));
console.log(`db knows ${log.raids.length} raids`);

serve({
  'GET /health': () => ({ ok: true }),
  'GET /raids': () => ({ ...me, raids: log.raids }),
  'POST /raids': (url, body) => log.add({ ...raid(body), at: new Date().toISOString() }),
});

function raid(body) {
  try {
    const { town, loot } = JSON.parse(body);
    if (typeof town === 'string' && town && Number.isSafeInteger(loot)) {
      return { town, loot };
    }
  } catch {
    // said below
  }
  throw Object.assign(new Error('a raid looks like {"town": "Lindisfarne", "loot": 793}'), { status: 400 });
}
