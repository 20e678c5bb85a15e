// Checks a package of evidence where there is no network: the chain, the signature, the counts. The same rules as
// engine/evidence/verify_package.cpp. nacl is TweetNaCl.js, sha256 is fast-sha256.
'use strict';
(() => {
  const WORDS = {
    vi: {
      title: 'Bằng chứng hội thoại', other: 'English',
      what: 'Trang này tự tính lại mọi thứ trong trình duyệt, không cần mạng.',
      whole: 'Nguyên vẹn', wholeMore: (n) => `Cả ${n} dòng đúng như lúc ký; chữ ký đúng với khóa bên dưới.`,
      damaged: 'Đã bị thay đổi',
      row: (n) => `Dòng ${n} không phải là dòng đã được ký.`, order: (n) => `Dòng ${n} không đứng đúng chỗ.`,
      signature: 'Chữ ký không khớp với khóa.', manifest: 'Bản kê không đọc được, hoặc không khớp với các dòng.',
      fileBad: (name) => `Tệp ${name} không phải là tệp lúc ký.`,
      container: 'Phần bao quanh các dòng không giống lúc ký.',
      complete: 'Đầy đủ', completeMore: 'Không thiếu dòng nào trong dãy số của hội thoại.',
      incomplete: 'Không đầy đủ',
      tail: (a, b) => `Thiếu các dòng ${a} đến ${b} của gói này.`,
      gap: (a, b) => `Khi xuất, tin ${a} đến ${b} của hội thoại không còn trong lịch sử tin nhắn.`,
      newest: (a, b) => `Đã biết có tin mới hơn, ${a} đến ${b}, nhưng không có ở đây.`,
      fileGone: (name) => `Thiếu tệp ${name}.`, end: 'Thiếu phần cuối của tệp.',
      seal: 'Thiếu dấu niêm phong: một chương trình khác đã nén lại tệp.',
      anchor: 'Khi xuất, nhật ký thao tác không khớp với điểm neo giữ ngoài cơ sở dữ liệu.',
      shop: 'Cửa hàng', conversation: 'Hội thoại', channel: 'Kênh', customer: 'Khách', exported: 'Xuất lúc', by: 'Người xuất',
      zone: 'Múi giờ', content: 'Nội dung', key: 'Dấu vân tay của khóa', head: 'Mã chốt chuỗi', anchored: 'Điểm neo',
      masked: 'đã che số điện thoại, thẻ, giấy tờ', unmasked: 'không che',
      notes: 'có ghi chú nội bộ', noNotes: 'không có ghi chú nội bộ',
      fileTitle: 'Kiểm tra chính tệp gói', fileWords: 'Chọn tệp .zip bạn nhận được: trang này đọc tệp ngay trên máy, không gửi đi đâu.',
      limitsTitle: 'Điều này chứng minh gì và không chứng minh gì',
      limits: ['Không byte nào của các dòng bị đổi từ lúc ký: chuỗi băm và chữ ký cho biết điều đó.',
        'Hãy hỏi cửa hàng dấu vân tay của khóa bằng một đường khác: ai cũng có thể ký bằng khóa của chính mình.',
        'Nó không chứng minh rằng máy của cửa hàng đã ghi đúng trước khi ký.',
        'Thiếu phần cuối chỉ thấy được nhờ điểm neo giữ ngoài cơ sở dữ liệu.'],
      linesTitle: 'Hội thoại', speakers: { customer: 'Khách', bot: 'Bot', operator: 'Nhân viên', system: 'Hệ thống', note: 'Ghi chú' },
      withheld: 'Có một ghi chú nội bộ ở đây, không được xuất.', unreadable: 'Không đọc được dòng này.', maskedLine: 'đã che', noTime: 'không rõ giờ',
    },
    en: {
      title: 'Evidence of a conversation', other: 'Tiếng Việt',
      what: 'This page computes everything anew in your browser, without a network.',
      whole: 'Unchanged', wholeMore: (n) => `All ${n} rows are as they were signed; the signature fits the key below.`,
      damaged: 'Changed',
      row: (n) => `Row ${n} is not the one that was signed.`, order: (n) => `Row ${n} is not in its place.`,
      signature: 'The signature does not fit the key.', manifest: 'The manifest cannot be read, or does not fit the rows.',
      fileBad: (name) => `The file ${name} is not the one that was signed.`,
      container: 'Bytes around the rows are not those that were signed.',
      complete: 'Complete', completeMore: 'No number is missing in the conversation.',
      incomplete: 'Incomplete',
      tail: (a, b) => `Rows ${a} to ${b} of this package are missing.`,
      gap: (a, b) => `Lines ${a} to ${b} of the conversation were no longer in the store when it was exported.`,
      newest: (a, b) => `Newer lines, ${a} to ${b}, were known, and are not here.`,
      fileGone: (name) => `The file ${name} is missing.`, end: 'The end of the file is missing.',
      seal: 'The seal is missing: another program packed the file again.',
      anchor: 'When it was exported, the audit log did not fit the anchor kept outside the database.',
      shop: 'Shop', conversation: 'Conversation', channel: 'Channel', customer: 'Customer', exported: 'Exported at', by: 'Exported by',
      zone: 'Time zone', content: 'Content', key: 'Fingerprint of the key', head: 'Chain head', anchored: 'Anchor',
      masked: 'phone, card and identity numbers masked', unmasked: 'not masked',
      notes: 'with internal notes', noNotes: 'without internal notes',
      fileTitle: 'Check the package file itself', fileWords: 'Choose the .zip you were given: it is read on this computer and sent nowhere.',
      limitsTitle: 'What this proves, and what it does not',
      limits: ['No byte of the rows has changed since they were signed: the chain and the signature show that.',
        'Ask the shop for the fingerprint of its key by another way: anybody can sign with a key of their own.',
        'It does not prove that the shop\'s computer recorded rightly before it signed.',
        'A missing end can only be seen by the anchor kept outside the database.'],
      linesTitle: 'Conversation', speakers: { customer: 'Customer', bot: 'Bot', operator: 'Operator', system: 'System', note: 'Note' },
      withheld: 'An internal note stands here and was not exported.', unreadable: 'This row cannot be read.', maskedLine: 'masked', noTime: 'time not known',
    },
  };

  const utf8 = new TextEncoder();
  const strict = new TextDecoder('utf-8', { fatal: true });
  const loose = new TextDecoder('utf-8');
  const hex = (bytes) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
  const unhex = (text) => Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
  const unbase64 = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const base64 = (bytes) => btoa(String.fromCharCode(...bytes));
  const joined = (a, b) => { const all = new Uint8Array(a.length + b.length); all.set(a); all.set(b, a.length); return all; };
  const isSame = (a, b) => a.length === b.length && a.every((each, i) => each === b[i]);

  // RFC 8785: JSON.stringify writes numbers and texts as it wants them; names are sorted here.
  function canonical(value) {
    if (Array.isArray(value)) return '[' + value.map(canonical).join(',') + ']';
    if (value === null || typeof value !== 'object') return JSON.stringify(value);
    return '{' + Object.keys(value).sort().map((name) => JSON.stringify(name) + ':' + canonical(value[name])).join(',') + '}';
  }

  function readRow(bytes) {
    try {
      const text = strict.decode(bytes);
      const found = /^\{"hash":"([0-9a-f]{64})",/.exec(text);
      const body = '{' + text.slice(75);
      const parsed = JSON.parse(body);
      if (!found || canonical(parsed) !== body || typeof parsed.n !== 'number' || typeof parsed.line !== 'object') return null;
      return { n: parsed.n, line: parsed.line };
    } catch (error) {
      return null;
    }
  }

  /// `isCut`: the file ends within them; what stands behind the last whole row is no row.
  function checkRows(bytes, isCut) {
    const rows = [];
    const flaws = [];
    let said = sha256(utf8.encode('tongdai-evidence-1'));
    let computed = said;
    let last = 0;
    let isLost = false;
    for (let begin = 0; begin < bytes.length;) {
      let end = bytes.indexOf(10, begin);
      if (end < 0 && isCut) break;
      if (end < 0) end = bytes.length;
      const text = bytes.subarray(begin, end);
      begin = end + 1;
      const row = readRow(text);
      const saidNow = text.length > 75 ? unhex(loose.decode(text.subarray(9, 73))) : new Uint8Array();
      const body = text.length > 75 ? joined(utf8.encode('{'), text.subarray(75)) : new Uint8Array();
      let now = null;
      let isChained = isLost;
      for (const before of [said, computed]) {
        const hash = sha256(joined(before, body));
        if (now === null) now = hash;
        if (isSame(hash, saidNow)) { now = hash; isChained = true; break; }
      }
      const expected = last + 1;
      const wasLost = isLost;
      isLost = row === null;
      let isGood = true;
      if (row === null) {
        flaws.push({ kind: 'row', n: expected });
        isGood = false;
        last = expected;
      } else if (row.n !== expected && !(wasLost && row.n > expected)) {
        flaws.push({ kind: isChained ? 'order' : 'row', n: expected });
        isGood = false;
        last = Math.max(expected, row.n);
      } else {
        last = row.n;
        if (!isChained) { flaws.push({ kind: 'row', n: row.n }); isGood = false; }
      }
      said = saidNow;
      computed = now;
      rows.push({ n: last, line: row && row.line, hash: hex(saidNow), isGood });
    }
    return { rows, flaws, head: hex(said) };
  }

  function readManifest(bytes) {
    try {
      const text = strict.decode(bytes);
      const manifest = JSON.parse(text);
      const isOurs = manifest.format === 'tongdai-evidence' && manifest.version === 1 && canonical(manifest) === text;
      return isOurs ? manifest : null;
    } catch (error) {
      return null;
    }
  }

  function isSignedBy(manifest, bytes, signatureText) {
    try {
      const signature = unbase64(signatureText);
      return base64(signature) === signatureText && nacl.sign.detached.verify(bytes, signature, unbase64(manifest.public_key));
    } catch (error) {
      return false;
    }
  }

  /// `found`: a package as readPackage() has it; of the page alone only the three parts it was made of.
  function check(found) {
    const { files, isPackage, isCutOff } = found;
    const verdict = { flaws: [], lacks: [], manifest: null, rows: [] };
    const part = (name) => files.get(name) || { bytes: new Uint8Array(), isMissing: true };
    const isWanting = (name) => isCutOff && (part(name).isMissing || part(name).isCut);
    const lackFile = (name) => verdict.lacks.push({ kind: 'fileGone', name });
    const chain = checkRows(part('rows.jsonl').bytes, part('rows.jsonl').isCut);
    verdict.rows = chain.rows;
    verdict.manifest = readManifest(part('manifest.json').bytes);
    const manifest = verdict.manifest;
    if (isWanting('manifest.json')) lackFile('manifest.json');
    else if (manifest === null) verdict.flaws.push({ kind: 'manifest' });
    if (manifest !== null) {
      if (isWanting('manifest.sig')) lackFile('manifest.sig');
      else if (!isSignedBy(manifest, part('manifest.json').bytes, loose.decode(part('manifest.sig').bytes))) verdict.flaws.push({ kind: 'signature' });
    }
    verdict.flaws.push(...chain.flaws);
    if (isPackage && !isCutOff && part('rows.jsonl').isMissing) verdict.flaws.push({ kind: 'fileBad', name: 'rows.jsonl' });
    if (manifest !== null && chain.flaws.length === 0) {
      if (chain.rows.length < manifest.rows.count) {
        verdict.lacks.push({ kind: 'tail', from: chain.rows.length + 1, to: manifest.rows.count });
      } else if (chain.rows.length > manifest.rows.count || chain.head !== manifest.rows.head ||
          hex(sha256(part('rows.jsonl').bytes)) !== manifest.rows.sha256) {
        verdict.flaws.push({ kind: 'manifest' });
      }
    }
    if (isPackage) checkPackage(found, verdict, part, lackFile);
    if (manifest === null) return verdict;
    const known = manifest.completeness;
    for (const [from, to] of known.gaps)
      verdict.lacks.push({ kind: to === known.newest_rev_known ? 'newest' : 'gap', from, to });
    const state = known.anchor_outside_the_store.state;
    if (state !== 'ok' && state !== 'unknown') verdict.lacks.push({ kind: 'anchor' });
    return verdict;
  }

  /// What only the whole file tells: its other files, and the seal around all of its bytes.
  function checkPackage(found, verdict, part, lackFile) {
    const { files, seal } = found;
    const known = new Set(['manifest.json', 'manifest.sig', 'rows.jsonl', 'verify.html']);
    for (const file of verdict.manifest ? verdict.manifest.files : []) {
      known.add(file.name);
      if (part(file.name).isMissing || part(file.name).isCut) lackFile(file.name);
      else if (hex(sha256(part(file.name).bytes)) !== file.sha256) verdict.flaws.push({ kind: 'fileBad', name: file.name });
    }
    if (part('verify.html').isMissing || part('verify.html').isCut) lackFile('verify.html');
    const hasStranger = verdict.manifest && [...files.keys()].some((name) => !known.has(name));
    if (found.isBroken || hasStranger) verdict.flaws.push({ kind: 'container' });
    if (found.isCutOff) {
      if (verdict.lacks.length === 0) verdict.lacks.push({ kind: 'end' });
    } else if (seal.isRepacked) {
      verdict.lacks.push({ kind: 'seal' });
    } else if (verdict.flaws.length === 0 && !isSignedBy(verdict.manifest, seal.hash, seal.signature)) {
      verdict.flaws.push({ kind: 'container' });
    }
  }

  // The same places as in engine/evidence/package_layout.h.
  const SEAL_BEGIN = 'tongdai-seal-1 ';
  const SEAL_SIZE = 103;
  const END_SIZE = 22;

  const isAt = (bytes, at, kind) => at >= 0 && at + 4 <= bytes.length && bytes[at] === 0x50 && bytes[at + 1] === 0x4b &&
    bytes[at + 2] === kind && bytes[at + 3] === kind + 1;

  function readSeal(bytes) {
    const sealed = bytes.length - SEAL_SIZE;
    const seal = { isThere: false, hasEnd: false, isRepacked: isAt(bytes, bytes.length - END_SIZE, 5), signature: '', hash: new Uint8Array() };
    if (sealed < END_SIZE) return seal;
    const comment = loose.decode(bytes.subarray(sealed));
    seal.hasEnd = isAt(bytes, sealed - END_SIZE, 5) || (bytes[sealed - 2] === SEAL_SIZE && bytes[sealed - 1] === 0);
    seal.isThere = comment.startsWith(SEAL_BEGIN);
    seal.signature = seal.isThere ? comment.slice(SEAL_BEGIN.length) : '';
    seal.hash = sha256(bytes.subarray(0, sealed));
    return seal;
  }

  /// Files of a package are stored as they are. A file that was cut off has no table of contents any more: then they
  /// are read one after the other.
  function readPackage(bytes) {
    const seal = readSeal(bytes);
    const isCutOff = !seal.isThere && !seal.hasEnd && !seal.isRepacked;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let files = isCutOff ? null : readContents(bytes, view, bytes.length - END_SIZE - (seal.isRepacked ? 0 : SEAL_SIZE));
    let isBroken = false;
    if (files === null) {
      const read = readInOrder(bytes, view);
      files = read.files;
      isBroken = !isCutOff && !read.isWhole;
    }
    return { files, seal, isCutOff, isBroken, isPackage: true };
  }

  function readContents(bytes, view, end) {
    const files = new Map();
    if (!isAt(bytes, end, 5)) return null;
    let at = view.getUint32(end + 16, true);
    for (let left = view.getUint16(end + 10, true); left > 0; --left) {
      if (at + 46 > bytes.length || !isAt(bytes, at, 1) || view.getUint16(at + 10, true) !== 0) return null;
      const size = view.getUint32(at + 24, true);
      const nameSize = view.getUint16(at + 28, true);
      const local = view.getUint32(at + 42, true);
      const name = loose.decode(bytes.subarray(at + 46, at + 46 + nameSize));
      if (local + 30 > bytes.length || !isAt(bytes, local, 3)) return null;
      const begin = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      if (begin + size > bytes.length || files.has(name)) return null;
      files.set(name, { bytes: bytes.subarray(begin, begin + size) });
      at += 46 + nameSize + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return files;
  }

  function readInOrder(bytes, view) {
    const files = new Map();
    let at = 0;
    while (isAt(bytes, at, 3) && at + 30 <= bytes.length) {
      const size = view.getUint32(at + 22, true);
      const nameSize = view.getUint16(at + 26, true);
      const begin = at + 30 + nameSize + view.getUint16(at + 28, true);
      if (begin > bytes.length || view.getUint16(at + 8, true) !== 0) return { files, isWhole: false };
      const name = loose.decode(bytes.subarray(at + 30, at + 30 + nameSize));
      const isCut = begin + size > bytes.length;
      if (files.has(name)) return { files, isWhole: false };
      files.set(name, { bytes: bytes.subarray(begin, begin + size), isCut });
      if (isCut) return { files, isWhole: false };
      at = begin + size;
      if (isAt(bytes, at, 7)) at += 16;  // its checksum and its size once more
    }
    return { files, isWhole: isAt(bytes, at, 1) };
  }

  const byId = (id) => document.getElementById(id);
  let language = (navigator.language || 'vi').startsWith('vi') ? 'vi' : 'en';
  let shown = null;

  function put(parent, tag, text, className) {
    const element = document.createElement(tag);
    if (text !== undefined) element.textContent = text;
    if (className) element.className = className;
    parent.append(element);
    return element;
  }

  function timeText(iso, zone) {
    const at = new Date(iso);
    if (at.getTime() === 0) return WORDS[language].noTime;  // another program kept none
    try {
      return new Intl.DateTimeFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { timeZone: zone, day: '2-digit', month: '2-digit',
        year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hour12: false,
        timeZoneName: 'longOffset' }).format(at);
    } catch (error) {
      return iso;
    }
  }

  function writeVerdict(id, isGood, mood, word, more) {
    const box = byId(id);
    box.textContent = '';
    box.className = 'card verdict ' + (isGood ? 'good' : mood);
    put(box, 'strong', word);
    if (more.length === 1) put(box, 'span', more[0]);
    if (more.length > 1) {
      const list = put(box, 'ul');
      for (const each of more.slice(0, 20)) put(list, 'li', each);
    }
  }

  function write() {
    const words = WORDS[language];
    const verdict = shown;
    document.documentElement.lang = language;
    document.title = words.title;
    for (const id of ['title', 'what', 'fileTitle', 'fileWords', 'limitsTitle', 'linesTitle']) byId(id).textContent = words[id];
    byId('language').textContent = words.other;
    const flawWords = verdict.flaws.map((flaw) => ({ row: () => words.row(flaw.n), order: () => words.order(flaw.n),
      signature: () => words.signature, manifest: () => words.manifest,
      container: () => words.container, fileBad: () => words.fileBad(flaw.name) })[flaw.kind]());
    const lackWords = verdict.lacks.map((lack) => ({ tail: () => words.tail(lack.from, lack.to), gap: () => words.gap(lack.from, lack.to),
      newest: () => words.newest(lack.from, lack.to), fileGone: () => words.fileGone(lack.name), end: () => words.end,
      seal: () => words.seal, anchor: () => words.anchor })[lack.kind]());
    const isWhole = flawWords.length === 0;
    const isComplete = lackWords.length === 0;
    writeVerdict('integrity', isWhole, 'bad', isWhole ? words.whole : words.damaged,
      isWhole ? [words.wholeMore(verdict.rows.length)] : flawWords);
    writeVerdict('completeness', isComplete, 'warn', isComplete ? words.complete : words.incomplete,
      isComplete ? [words.completeMore] : lackWords);
    const facts = byId('facts');
    facts.textContent = '';
    const manifest = verdict.manifest;
    const zone = manifest ? manifest.exported.time_zone : 'UTC';
    if (manifest) {
      const groups = hex(sha256(unbase64(manifest.public_key)).subarray(0, 16)).match(/.{4}/g).join(' ');
      const anchor = manifest.completeness.anchor_outside_the_store;
      const lines = [[words.shop, manifest.exported.shop], [words.conversation, manifest.subject.conversation_id, true],
        [words.channel, manifest.subject.channel], [words.customer, manifest.subject.customer_name || manifest.subject.customer_id],
        [words.exported, timeText(manifest.exported.at, zone)], [words.by, manifest.exported.by], [words.zone, zone],
        [words.content, (manifest.masked ? words.masked : words.unmasked) + ', ' + (manifest.notes ? words.notes : words.noNotes)],
        [words.key, groups, true], [words.head, manifest.rows.head, true],
        [words.anchored, [anchor.state, anchor.audit_entries, anchor.kept_at && timeText(anchor.kept_at, zone)].filter((part) => part !== undefined).join(' · ')]];
      for (const [name, value, isMono] of lines) {
        if (!value) continue;
        put(facts, 'dt', name);
        put(facts, 'dd', value, isMono ? 'mono' : '');
      }
    }
    const limits = byId('limits');
    limits.textContent = '';
    for (const each of words.limits) put(limits, 'li', each);
    const list = byId('lines');
    list.textContent = '';
    for (const row of verdict.rows) {
      const item = put(list, 'li');
      const line = row.line;
      item.className = [line ? line.speaker : '', row.isGood ? '' : 'damaged'].join(' ').trim();
      if (!row.isGood) put(item, 'strong', words.row(row.n));
      if (!line) { put(item, 'p', words.unreadable); continue; }
      const top = put(item, 'div');
      put(top, 'span', [words.speakers[line.speaker] || line.speaker, line.sender_name].filter(Boolean).join(' · '), 'who');
      put(top, 'span', `  ${timeText(line.received_at, zone)} · #${line.rev}${line.masked ? ' · ' + words.maskedLine : ''}`, 'when');
      put(item, 'p', line.withheld ? words.withheld : String(line.text));
      put(item, 'div', row.hash, 'hash mono');
    }
  }

  function show(verdict) {
    shown = verdict;
    write();
    document.body.dataset.integrity = verdict.flaws.length ? 'damaged' : 'whole';
    document.body.dataset.completeness = verdict.lacks.length ? 'incomplete' : 'complete';
  }

  function checkOwn() {
    const part = (id) => byId(id).textContent.trim();
    const files = new Map();
    try {
      files.set('manifest.json', { bytes: unbase64(part('manifest')) });
      files.set('rows.jsonl', { bytes: unbase64(part('rows')) });
    } catch (error) {
      files.delete('manifest.json');
    }
    files.set('manifest.sig', { bytes: utf8.encode(part('signature')) });
    show(check({ files, isPackage: false, isCutOff: false }));
  }

  byId('language').addEventListener('click', () => { language = language === 'vi' ? 'en' : 'vi'; write(); });
  byId('file').addEventListener('change', async (event) => {
    const chosen = event.target.files[0];
    if (!chosen) return;
    show(check(readPackage(new Uint8Array(await chosen.arrayBuffer()))));
  });
  checkOwn();
})();
