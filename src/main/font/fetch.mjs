// Puts the typeface of the PDF sheets into the folder given, unless it is there: Maven calls it in every build.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withoutRadicals } from './cmap.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const [target] = process.argv.slice(2);
const typeface = join(target, 'NotoSansSC.ttf');

if (!existsSync(typeface)) {
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
  const fonts = join(work, 'node_modules/@expo-google-fonts/noto-sans-sc');
  copyFileSync(join(fonts, 'LICENSE_FONT'), join(target, 'OFL.txt'));
  writeFileSync(typeface, withoutRadicals(readFileSync(join(fonts, '400Regular/NotoSansSC_400Regular.ttf'))));
  rmSync(work, { recursive: true });
}
