//! Makes the memory that the speed of `diptych tmx` is measured on.

use std::error::Error;
use std::fmt::Write as _;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

/// How many units; with the texts below they make a file of 148 MB.
const UNITS: u64 = 275_000;

/// Parts of sentences that are put together by chance.
const ZH: [&str; 12] = [
    "山路两旁的老松树",
    "新修的水渠",
    "合作社去年秋天收下的谷子",
    "县里的医生",
    "从北边来的木船",
    "博物馆的旧地图",
    "每天清早经过桥头的班车",
    "展览会上的织布机",
    "邻村的小学",
    "河对岸的灯塔",
    "图书馆三楼的阅览室",
    "工程师留下的图纸",
];
const ZH_END: [&str; 8] = [
    "在雨后显得格外清楚。",
    "一直用到了冬天。",
    "让客人们十分惊讶。",
    "还没有人仔细看过。",
    "比原来的计划多用了时间。",
    "已经修好了，可以重新使用。",
    "在记录里只提到过一次。",
    "到了晚上才停下来。",
];
const EN: [&str; 12] = [
    "The old pines along the mountain path",
    "The canal that was dug last spring",
    "The millet that the cooperative brought in last autumn",
    "The doctor from the county town",
    "The wooden boats that come down from the north",
    "The old maps in the museum",
    "The bus that crosses the bridge every morning",
    "The looms at the exhibition",
    "The school in the next village",
    "The lighthouse on the other bank",
    "The reading room on the third floor of the library",
    "The drawings that the engineer left behind",
];
const EN_END: [&str; 8] = [
    "looked very clear after the rain.",
    "lasted until the winter.",
    "surprised all the guests.",
    "had not been examined by anyone.",
    "took more time than was planned at first.",
    "had been repaired and could be used again.",
    "is mentioned only once in the records.",
    "did not come to rest before the evening.",
];

/// Writes the memory to the file of that name, `target/bench.tmx` by default.
pub(crate) fn make(path: Option<String>) -> Result<(), Box<dyn Error>> {
    let path = PathBuf::from(path.unwrap_or_else(|| "target/bench.tmx".to_owned()));
    let mut out = BufWriter::new(std::fs::File::create(&path)?);
    out.write_all(
        b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n\
          <tmx version=\"1.4\">\n<header creationtool=\"bench\" creationtoolversion=\"1\" \
          segtype=\"sentence\" o-tmf=\"bench\" adminlang=\"en-US\" srclang=\"zh-CN\" \
          datatype=\"plaintext\"/>\n<body>\n",
    )?;
    let mut chance = Chance(7);
    let mut text = String::new();
    for number in 1..=UNITS {
        text.clear();
        let (one, two, end) = (chance.below(12), chance.below(12), chance.below(8));
        let count = chance.below(9000) + 13;
        let (day, hour) = (chance.below(28) + 1, chance.below(24));
        writeln!(
            text,
            "<tu tuid=\"{number}\" creationdate=\"202303{day:02}T{hour:02}1500Z\" creationid=\"bench\">\n\
             <prop type=\"x-project\">Project {}</prop>\n\
             <tuv xml:lang=\"zh-CN\"><seg>{}和<bpt i=\"1\" x=\"1\">&lt;b&gt;</bpt>{}<ept i=\"1\">&lt;/b&gt;</ept>，\
             编号{count}，{}</seg></tuv>\n\
             <tuv xml:lang=\"en-US\"><seg>{} and <bpt i=\"1\" x=\"1\">&lt;b&gt;</bpt>{}<ept i=\"1\">&lt;/b&gt;</ept>, \
             number {count}, {}</seg></tuv>\n</tu>",
            chance.below(40),
            ZH[one],
            ZH[two],
            ZH_END[end],
            EN[one],
            EN[two],
            EN_END[end],
        )?;
        out.write_all(text.as_bytes())?;
    }
    out.write_all(b"</body>\n</tmx>\n")?;
    out.flush()?;
    println!("{}: {UNITS} units, {} bytes", path.display(), std::fs::metadata(&path)?.len());
    Ok(())
}

/// The same numbers each time (Knuth's MMIX generator).
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: u64) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % limit).expect("the limits are small")
    }
}
