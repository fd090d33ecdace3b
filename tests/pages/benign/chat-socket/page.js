// A WebSocket whose JSON has the words login, job, submit and nonce, in a chat and not in a pool's forms.
const lines = [
  'Who has the job description?',
  'Please submit it with the login form.',
  'Is "nonce" a word we explain?',
  'The target is 25 people, the difficulty is the date.',
];

demoPage.run(
  () =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`ws://${location.host}/chat`);
      const heard = [];
      socket.onerror = () => reject(new Error('the chat room does not answer'));
      socket.onopen = () =>
        socket.send(JSON.stringify({ type: 'login', name: 'Sam', job: 'recruiter' }));
      socket.onmessage = ({ data }) => {
        heard.push(JSON.parse(data));
        const next = lines[heard.length - 1];
        if (next) socket.send(JSON.stringify({ type: 'message', id: heard.length, text: next }));
        else resolve(`${heard.length} messages, last: ${heard.at(-1).text}`);
      };
    }),
);
