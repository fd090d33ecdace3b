// Makes a repository of 300 files, commits them and asks for the tree, whose name is the result.
import '/site/heavy.js';
import initGit from '/npm/wasm-git/lg2.js';

const files = Array.from({ length: 300 }, (_, at) => [`file${at}.txt`, heavy.text(800, at)]);

heavy.serve(async () => {
  let printed = [];
  const git = await initGit({ print: (line) => printed.push(line), printErr() {} });
  git.FS.writeFile('/home/web_user/.gitconfig', '[user]\nname = Demo\nemail = demo@example.org');
  let round = 0;
  return () => {
    const folder = `/repository${(round += 1)}`;
    git.FS.mkdir(folder);
    git.FS.chdir(folder);
    git.callMain(['init', '.']);
    for (const [name, text] of files) git.FS.writeFile(name, text);
    git.callMain(['add', '.']);
    git.callMain(['commit', '-m', 'all files']);
    printed = [];
    git.callMain(['rev-parse', 'HEAD^{tree}']);
    const tree = printed.join(' ');
    git.FS.chdir('/');
    removeFolder(git.FS, folder);
    return `tree ${tree}`;
  };
});

function removeFolder(FS, folder) {
  for (const name of FS.readdir(folder).filter((entry) => entry !== '.' && entry !== '..')) {
    const path = `${folder}/${name}`;
    if (FS.isDir(FS.stat(path).mode)) removeFolder(FS, path);
    else FS.unlink(path);
  }
  FS.rmdir(folder);
}
