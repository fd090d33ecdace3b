// The embedding page is innocent: an advertisement or a hacked widget brings the miner.
const frame = document.createElement('iframe');
frame.src = `http://mine.localhost:${location.port}/miner/cryptonight-frame/frame.html`;
frame.title = 'Embedded widget';
document.querySelector('main').append(frame);
addEventListener('message', (event) => {
  if (event.source === frame.contentWindow) demoPage.take(frame, event.data);
});
