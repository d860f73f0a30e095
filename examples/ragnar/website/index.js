// website: a page that says who answers, what db remembers, and how often it was looked at.
const { count } = require('../lib/redis');
const { me, serve } = require('../lib/serve');

// Where the others are, as far as anyone has said: viking env set ragnar DB=http://… REDIS=host:port
const { DB, REDIS, GREETING = 'Hello.' } = process.env;

serve({
  'GET /health': () => ({ ok: true }),
  'GET /': async () => page(await raids(), await visits()),
});

async function raids() {
  if (!DB) {
    return 'Nobody has told me where db is.';
  }
  try {
    const answer = await fetch(new URL('/raids', DB), { signal: AbortSignal.timeout(2000) });
    const { raids } = await answer.json();
    return `Raids: ${raids.length}. Silver: ${raids.reduce((sum, raid) => sum + raid.loot, 0)}.`;
  } catch (problem) {
    // The page is there even when db is not.
    return `db does not answer: ${problem.message}.`;
  }
}

async function visits() {
  if (!REDIS) {
    return 'Nobody counts.';
  }
  try {
    return `Visit number ${await count(REDIS, 'visits')}.`;
  } catch (problem) {
    return `redis does not answer: ${problem.message}.`;
  }
}

function page(...lines) {
  const safe = (words) => words.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<!doctype html>
<meta charset="utf-8">
<title>ragnar</title>
<style>body { font: 1.2em sans-serif; margin: 4em auto; max-width: 30em } code { color: #06c }</style>
<h1>${safe(GREETING)}</h1>
<p>This is <code>${me.node} ${me.tag}</code> on host <code>${me.host}</code>.</p>
${lines.map((line) => `<p>${safe(line)}</p>`).join('\n')}
`;
}
