// Puts the typeface of the PDF sheets into the folder given, unless it is there: Maven calls it in every build.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const [target] = process.argv.slice(2);
const wanted = { 'NotoSansSC.ttf': '400Regular/NotoSansSC_400Regular.ttf', 'OFL.txt': 'LICENSE_FONT' };

if (!Object.keys(wanted).every((name) => existsSync(join(target, name)))) {
  const work = join(target, '..', 'font-package');
  mkdirSync(work, { recursive: true });
  mkdirSync(target, { recursive: true });
  for (const file of ['package.json', 'package-lock.json']) {
    copyFileSync(join(here, file), join(work, file));
  }
  execFileSync('npm', ['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'], {
    cwd: work,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (const [name, path] of Object.entries(wanted)) {
    copyFileSync(join(work, 'node_modules/@expo-google-fonts/noto-sans-sc', path), join(target, name));
  }
  rmSync(work, { recursive: true });
}
