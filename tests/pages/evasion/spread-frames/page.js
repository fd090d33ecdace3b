const frames = [0, 1, 2, 3].map(() => {
  const frame = document.createElement('iframe');
  frame.src = 'frame.html';
  frame.title = 'Embedded widget';
  document.querySelector('main').append(frame);
  return frame;
});
addEventListener('message', ({ source, data }) => {
  demoPage.take(
    frames.find(({ contentWindow }) => contentWindow === source),
    data,
  );
});
