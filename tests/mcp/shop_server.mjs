// An MCP server made with the official SDK, as a shop might have one: `shop_server.mjs stdio`, or
// `shop_server.mjs http [json]`, which says "listening PORT" and answers by server-sent events, or by JSON.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { setTimeout as rest } from 'node:timers/promises';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { z } from 'zod';

const [way, form] = process.argv.slice(2);
let tracked = 0;

const text = (words) => ({ content: [{ type: 'text', text: words }] });

function shop() {
  const server = new McpServer({ name: 'shop', version: '1.0.0' });
  server.registerTool('track_parcel', { inputSchema: { code: z.string() } }, async ({ code }, { _meta }) => {
    tracked += 1;
    return { ...text('on its way'), structuredContent: { code, tracked, key: _meta?.idempotencyKey ?? '' } };
  });
  server.registerTool('say', { inputSchema: { words: z.string() } }, async ({ words }) => text(words));
  server.registerTool('rest', { inputSchema: { ms: z.number() } }, async ({ ms }) => {
    await rest(ms);
    return text('rested');
  });
  server.registerTool('fail', {}, async () => ({ ...text('no such parcel'), isError: true }));
  server.registerTool('die', {}, () => process.exit(3));
  server.registerTool('are_you_there', {}, async (extra) => {
    await extra.sendRequest({ method: 'ping' }, z.object({}).passthrough());
    return text('you are');
  });
  server.registerTool('environment', {}, async () => text(Object.keys(process.env).sort().join(' ')));
  server.registerTool('pid', {}, async () => text(String(process.pid)));
  server.registerTool('hidden', {}, async () => text('nobody may call this'));
  return server;
}

async function overHttp() {
  const sessions = new Map();
  const http = createServer(async (request, response) => {
    let transport = sessions.get(request.headers['mcp-session-id']);
    if (request.url === '/forget') {
      sessions.clear();
      return response.writeHead(204).end();
    }
    if (!transport && request.headers['mcp-session-id']) return response.writeHead(404).end();
    if (!transport) {
      transport = new StreamableHTTPServerTransport({
        sessionIdGenerator: randomUUID,
        enableJsonResponse: form === 'json',
        onsessioninitialized: (id) => sessions.set(id, transport),
      });
      await shop().connect(transport);
    }
    if (request.headers.authorization !== 'Bearer t0ken') return response.writeHead(401).end();
    await transport.handleRequest(request, response);
  });
  http.listen(0, '127.0.0.1', () => console.log(`listening ${http.address().port}`));
}

if (way === 'http') await overHttp();
else await shop().connect(new StdioServerTransport());
