// node typst.js SOURCE.typ OUT.pdf FONTS [PART.typ EDITED.typ]
//
// Sets SOURCE, of the present folder, as a tagged PDF (PDF/UA-1) with the fonts of a folder, and prints what that took as JSON: seconds on
// the clock, seconds of processor on all its threads, and MiB of memory at the peak beyond what the process held before. Fonts are scanned and
// the host is up before the clock starts. With EDITED, that file then takes PART's place, and all is set once more by the same compiler,
// whose caches are warm: then that is what is told. `node typst.js --version` prints Typst's version.
const { NodeCompiler } = require('@myriaddreamin/typst-ts-node-compiler');
const fs = require('fs');

const [source, pdf, fonts, part, edited] = process.argv.slice(2);
if (source === '--version') {
  const asked = NodeCompiler.create().query({ mainFileContent: '#metadata(str(sys.version)) <v>' }, { selector: '<v>', field: 'value' });
  console.log(String(asked));
  process.exit(0);
}
const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths: [fonts] }], workspace: '.' });

function memory(key) {
  return parseInt(fs.readFileSync('/proc/self/status', 'utf8').match(`${key}:\\s*(\\d+)`)[1]) / 1024;
}

const held = memory('VmRSS');

function set() {
  const before = process.cpuUsage(), start = process.hrtime.bigint();
  const done = compiler.compile({ mainFilePath: source, resetRead: true });
  if (!done.result) {
    done.printErrors();
    process.exit(1);
  }
  fs.writeFileSync(pdf, compiler.pdf(done.result, { pdfStandard: 'ua-1' }));
  const wall = Number(process.hrtime.bigint() - start) / 1e9, cpu = process.cpuUsage(before);
  return { wall, cpu: (cpu.user + cpu.system) / 1e6, memory: memory('VmHWM') - held };
}

let took = set();
if (edited) {
  fs.copyFileSync(edited, part);
  took = set();
}
console.log(JSON.stringify(took));
