// One side of a dialogue over any carrier, for a page or a worker: it says line after line and waits for an answer to each.
// Loaded by <script> or importScripts; everything hangs on globalThis.talker.
(() => {
  const KEY = 0x5a;
  const bytes = (text) => new TextEncoder().encode(text);
  const wrappings = {
    text: (text) => text,
    buffer: (text) => bytes(text).buffer,
    blob: (text) => new Blob([text]),
    base64: (text) => btoa(text),
    xor: (text) => bytes(text).map((byte) => byte ^ KEY),
  };
  const next = (target, type) =>
    new Promise((done) => target.addEventListener(type, done, { once: true }));

  async function bySocket({ origin, dialect, says }, wrapped) {
    const socket = new WebSocket(`${origin.replace('http', 'ws')}/socket?${dialect}`);
    await next(socket, 'open');
    for (const line of says) {
      const answered = next(socket, 'message');
      socket.send(wrapped(line));
      await answered;
    }
  }

  async function byFetch({ origin, dialect, says }, wrapped) {
    for (const [index, line] of says.entries()) {
      const body = wrapped(line);
      await (await fetch(`${origin}/ask?${dialect}&${index}`, { method: 'POST', body })).text();
    }
  }

  async function byXhr({ origin, dialect, says }, wrapped) {
    for (const [index, line] of says.entries()) {
      const request = new XMLHttpRequest();
      request.open('POST', `${origin}/ask?${dialect}&${index}`);
      const ended = next(request, 'loadend');
      request.send(wrapped(line));
      await ended;
    }
  }

  async function byBeacon({ origin, dialect, says }, wrapped) {
    for (const [index, line] of says.entries())
      navigator.sendBeacon(`${origin}/ask?${dialect}&${index}`, wrapped(line));
  }

  /** The pool pushes; what the page has to say goes by request to the same host. */
  async function byEvents({ origin, dialect, says }, wrapped) {
    const source = new EventSource(`${origin}/events?${dialect}`);
    await next(source, 'open');
    for (const [index, line] of says.entries()) {
      const pushed = next(source, 'message');
      const body = wrapped(line);
      await fetch(`${origin}/say?${dialect}&${index}`, { method: 'POST', body });
      await pushed;
    }
    return source;
  }

  async function connected(near, far) {
    near.onicecandidate = ({ candidate }) => candidate && far.addIceCandidate(candidate);
    far.onicecandidate = ({ candidate }) => candidate && near.addIceCandidate(candidate);
    await near.setLocalDescription();
    await far.setRemoteDescription(near.localDescription);
    await far.setLocalDescription();
    await near.setRemoteDescription(far.localDescription);
  }

  /** Both ends are in this page: who is at the other end of a channel is for the page to know alone. */
  function peers({ answers }, wrapped) {
    const [near, far] = [new RTCPeerConnection(), new RTCPeerConnection()];
    far.ondatachannel = ({ channel }) => {
      const lines = [...answers];
      channel.onmessage = () => channel.send(wrapped(lines.shift()));
    };
    return [near, far];
  }

  async function byPeer(about, wrapped) {
    const [near, far] = peers(about, wrapped);
    const channel = near.createDataChannel('talk');
    await connected(near, far);
    await next(channel, 'open');
    await over(channel, about.says, wrapped);
    return channel;
  }

  async function over(channel, says, wrapped) {
    for (const line of says) {
      const answered = next(channel, 'message');
      channel.send(wrapped(line));
      await answered;
    }
  }

  /** The near end is handed to a worker that has just been started: later it cannot be handed over. */
  async function byHandedPeer(about, wrapped) {
    const [near, far] = peers(about, wrapped);
    const channel = near.createDataChannel('talk');
    const { origin, says, wrapping } = about;
    const worker = ownWorker(
      origin,
      'onmessage = ({ data }) => talker.overHanded(data).then(() => postMessage("said"));',
    );
    worker.postMessage('first of all');
    worker.postMessage({ channel, says, wrapping }, [channel]);
    const said = next(worker, 'message');
    await connected(near, far);
    await said;
    return [near, far];
  }

  let early = null;
  async function overHanded(data) {
    if (data === 'first of all') {
      early = data;
      return new Promise(() => undefined);
    }
    if (early === null) throw new Error('The second message came before the first.');
    const { channel, says, wrapping } = data;
    if (channel.readyState !== 'open') await next(channel, 'open');
    return over(channel, says, wrappings[wrapping]);
  }

  function ownWorker(origin, script) {
    const whole = `importScripts(${JSON.stringify(`${origin}/talk.js`)});${script}`;
    return new Worker(URL.createObjectURL(new Blob([whole])));
  }

  async function session({ transport: { url, hash } }) {
    const value = Uint8Array.from(hash);
    const opened = new WebTransport(url, {
      serverCertificateHashes: [{ algorithm: 'sha-256', value }],
    });
    await opened.ready;
    return opened;
  }

  /** @param both what is written to and read from: a stream of a session, or its datagrams */
  async function byBoth({ readable, writable }, { says }, wrapped) {
    const [writer, reader] = [writable.getWriter(), readable.getReader()];
    for (const line of says) {
      await writer.write(new Uint8Array(wrapped(line)));
      await reader.read();
    }
  }

  async function byStream(about, wrapped) {
    const opened = await session(about);
    await byBoth(await opened.createBidirectionalStream(), about, wrapped);
    return opened;
  }

  async function byDatagrams(about, wrapped) {
    const opened = await session(about);
    await byBoth(opened.datagrams, about, wrapped);
    return opened;
  }

  const carriers = {
    'WebTransport stream': byStream,
    'WebTransport datagrams': byDatagrams,
    WebSocket: bySocket,
    fetch: byFetch,
    XMLHttpRequest: byXhr,
    sendBeacon: byBeacon,
    EventSource: byEvents,
    'WebRTC channel': byPeer,
    'WebRTC channel, handed over': byHandedPeer,
  };

  /** Says all lines in one place: the page itself, a worker, or a worker inside a worker. */
  function talk(about) {
    const { carrier, wrapping, depth } = about;
    if (depth === 0) return carriers[carrier](about, wrappings[wrapping]);
    const worker = ownWorker(
      about.origin,
      'onmessage = ({ data }) => talker.talk(data).then(() => postMessage("said"));',
    );
    worker.postMessage({ ...about, depth: depth - 1 });
    return next(worker, 'message').then(() => 'said');
  }

  /** Workers that hash whatever they are given, and say what they found. */
  function hashers(count) {
    const script = `onmessage = ({ data }) => {
      const until = performance.now() + data;
      let state = 1;
      while (performance.now() < until) for (let i = 0; i < 1e5; i++) state = Math.imul(state ^ i, 16777619);
      postMessage(state);
    };`;
    const url = URL.createObjectURL(new Blob([script]));
    return Array.from({ length: count }, () => new Worker(url));
  }

  /** Works on for as long as the page lives: each message of the other side is work, each result an answer. */
  function workFor(socket, { everyBytes, busyMs = 600 }) {
    const workers = hashers(2);
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('message', () => workers.forEach((one) => one.postMessage(busyMs)));
    for (const worker of workers)
      worker.onmessage = () => socket.send(crypto.getRandomValues(new Uint8Array(everyBytes())));
  }

  /** As `workFor`, where the other side must be asked: jobs by GET, results by POST. */
  function pollFor(origin, { by, everyMs, busyMs, job = '/job' }) {
    const workers = hashers(2);
    const asking = asks[by];
    const hand = () => workers.forEach((one) => one.postMessage(busyMs));
    setInterval(() => asking(origin + job, null, hand), everyMs);
    for (const worker of workers)
      worker.onmessage = () => asking(`${origin}/share`, new Uint8Array(76), () => undefined);
  }

  const asks = {
    fetch: (url, body, then) =>
      fetch(url, body ? { method: 'POST', body } : {})
        .then((answer) => answer.arrayBuffer())
        .then(then),
    XMLHttpRequest(url, body, then) {
      const request = new XMLHttpRequest();
      request.open(body ? 'POST' : 'GET', url);
      request.responseType = 'arraybuffer';
      request.onload = then;
      request.send(body);
    },
  };

  /** In a worker: does all the work for a message before it looks at anything else, and answers out of it. */
  function workAlone(address, busyMs) {
    const socket = new WebSocket(address);
    socket.onmessage = () => {
      const until = performance.now() + busyMs;
      while (performance.now() < until);
      socket.send(new Uint8Array(76));
    };
  }

  globalThis.talker = { talk, hashers, workFor, pollFor, workAlone, overHanded, ownWorker };
})();
