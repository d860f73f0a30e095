// logic: knows what a raid brings. GET /raid?town=York says it, POST /raid?town=York does it: db is told.
const { me, serve } = require('../lib/serve');

// Containers do not find each other by name yet: `viking env set ragnar DB=http://…` says where db is.
const db = process.env.DB;

serve({
  'GET /health': () => ({ ok: true }),
  'GET /raid': (url) => ({ ...me, ...plan(url) }),
  'POST /raid': async (url) => {
    if (!db) {
      throw Object.assign(new Error('nobody has told me where db is: viking env set ragnar DB=http://…'), { status: 503 });
    }
    const answer = await fetch(new URL('/raids', db), {
      method: 'POST',
      body: JSON.stringify(plan(url)),
      signal: AbortSignal.timeout(5000),
    });
    return { ...me, ...(await answer.json()) };
  },
});

// The same town brings the same, whoever computes it.
function plan(url) {
  const town = url.searchParams.get('town');
  if (!town) {
    throw Object.assign(new Error('which town? /raid?town=York'), { status: 400 });
  }
  let loot = 0;
  for (const letter of town) {
    loot = (loot * 31 + letter.codePointAt(0)) % 1000;
  }
  return { town, loot };
}
