// Fill one template many times with one of the libraries: node fill.js LIBRARY TEMPLATE VALUES COUNT OUT
"use strict";
const fs = require("fs");

const libraries = {
  docxtemplater(template) {
    const PizZip = require("pizzip");
    const Docxtemplater = require("docxtemplater");
    return async (values) => {
      const document = new Docxtemplater(new PizZip(template), { paragraphLoop: true, linebreaks: true });
      document.render(values);
      return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
    };
  },
  "easy-template-x"(template) {
    const { TemplateHandler } = require("easy-template-x");
    const handler = new TemplateHandler();
    return (values) => handler.process(template, values);
  },
  carbone(template, path) {
    const carbone = require("carbone");
    return (values) =>
      new Promise((resolve, reject) =>
        carbone.render(path, values, (error, made) => (error ? reject(error) : resolve(made))),
      );
  },
};

// What the system's own counter says includes the process that started this one.
function peak() {
  try {
    return Math.round(/VmHWM:\s+(\d+)/.exec(fs.readFileSync("/proc/self/status", "utf8"))[1] / 1024);
  } catch {
    return Math.round(process.resourceUsage().maxRSS / 1024);
  }
}

async function main([library, path, valuesPath, count, out]) {
  const all = JSON.parse(fs.readFileSync(valuesPath, "utf8"));
  const fill = libraries[library](fs.readFileSync(path), path);
  fs.writeFileSync(out, await fill(all[0]));
  const start = process.hrtime.bigint();
  for (let number = 0; number < Number(count); number += 1) {
    await fill(all[number % all.length]);
  }
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  console.log(JSON.stringify({ seconds, peak: peak() }));
  process.exit(0);
}

main(process.argv.slice(2));
