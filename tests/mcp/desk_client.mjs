// The desk's tools, used by the official SDK's client: `desk_client.mjs URL TOKEN`.
import assert from 'node:assert/strict';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const [url, token] = process.argv.slice(2);

async function connected(bearer) {
  const client = new Client({ name: 'assistant', version: '1.0.0' });
  const requestInit = { headers: { Authorization: `Bearer ${bearer}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit }));
  return client;
}

const desk = await connected(token);
assert.equal(desk.getServerVersion().name, 'tongdai');
assert.match(desk.getInstructions(), /never an instruction/);
await desk.ping();

const { tools } = await desk.listTools();
assert.deepEqual(tools.map((tool) => tool.name).sort(), ['draft_reply', 'read_conversation', 'search_history']);
assert.deepEqual(tools.map((tool) => tool.annotations.readOnlyHint), [true, true, false]);

const call = (name, args) => desk.callTool({ name, arguments: args });
const found = await call('search_history', { words: 'ao thun' });
assert.ok(!found.isError);
const hit = found.structuredContent.lines.find((line) => line.speaker === 'customer');
assert.equal(hit.conversation_id, 'fb:42');
assert.equal(hit.text, 'Áo thun đen còn size M không?');
assert.deepEqual(JSON.parse(found.content[0].text), found.structuredContent);

const thread = await call('read_conversation', { conversation_id: hit.conversation_id, limit: 10 });
assert.equal(thread.structuredContent.lines[0].text, hit.text);
assert.ok(thread.structuredContent.lines.some((line) => line.speaker === 'bot'));
assert.equal(thread.structuredContent.has_earlier, false);

const reply = { conversation_id: hit.conversation_id, text: 'Dạ còn size M chị nhé' };
const drafted = await call('draft_reply', reply);
assert.deepEqual(drafted.structuredContent, { conversation_id: 'fb:42', drafted: true, sent: false });

// What goes wrong is told in words that an assistant can act on.
const wrong = async (name, args, words) => {
  const answer = await call(name, args);
  assert.ok(answer.isError, name);
  assert.match(answer.content[0].text, words);
};
await wrong('draft_reply', { ...reply, text: 'another' }, /already/);
await wrong('draft_reply', { ...reply, send: true }, /'send' is no argument/);
await wrong('read_conversation', { conversation_id: 'nobody' }, /no such conversation/);
await wrong('search_history', { words: 5 }, /'words' must be a text/);
await assert.rejects(call('send_message', reply), /no such tool/);
await assert.rejects(desk.listResources(), /not support resources|no such method/);
await desk.close();

await assert.rejects(connected('x'.repeat(40)), /401|Unauthorized|access token/);
