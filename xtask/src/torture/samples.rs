//! Valid files of every kind that the program reads.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::random::Random;

/// What a file is to the commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Document,
    Pairs,
    Memory,
    Saved,
    Table,
    Termbase,
    Waivers,
    Baseline,
    Sheet,
    Findings,
    Project,
    Srx,
    List,
    Lexicon,
}

/// The samples, by kind, and the folder with the files that every command may name.
pub(super) struct Samples {
    by_kind: BTreeMap<Kind, Vec<(String, Vec<u8>)>>,
    desk: PathBuf,
}

const XLIFF: &str = "<xliff version='1.2'><file source-language='zh-CN' target-language='en-US' original='a'><body><trans-unit id='1'><source>雨<g id='1'>停</g>了。</source><seg-source><mrk mtype='seg' mid='1'>雨停了。</mrk></seg-source><target><mrk mtype='seg' mid='1'>The rain stopped.</mrk></target></trans-unit><trans-unit id='2'><source>天晴了。</source><target>It cleared up.</target></trans-unit></body></file></xliff>";
const XLIFF_2: &str = "<xliff version='2.0' srcLang='zh' trgLang='en' xmlns='urn:oasis:names:tc:xliff:document:2.0'><file id='f'><unit id='u'><segment id='s1'><source>甲<pc id='1'>乙</pc><ph id='2'/><cp hex='4E19'/></source><target>One</target></segment><ignorable><source> </source></ignorable><segment><source>丁</source><target>D</target></segment></unit></file></xliff>";
const PO: &str = "msgid \"\"\nmsgstr \"\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\"Language: zh_CN\\n\"\n\n#, fuzzy\nmsgctxt \"menu\"\nmsgid \"Open \"\n\"\\\"file\\\"\"\nmsgstr \"打开“文件”\"\n\nmsgid \"%d day\"\nmsgid_plural \"%d days\"\nmsgstr[0] \"%d 天\"\n";
const SRT: &str = "1\n00:00:01,000 --> 00:00:02,500\n雨停了。\n\n2\n00:00:03,000 --> 00:00:04,000\n天晴了，我们出门去。\n";
const SRX: &str = "<srx version='2.0' xmlns='http://www.lisa.org/srx20'><header segmentsubflows='yes' cascade='yes'><formathandle type='start' include='no'/></header><body><languagerules><languagerule languagerulename='L'><rule break='no'><beforebreak>\\b[A-Z]\\.</beforebreak><afterbreak>\\s</afterbreak></rule><rule break='yes'><beforebreak>[。！？]+[”’]*</beforebreak><afterbreak></afterbreak></rule></languagerule></languagerules><maprules><languagemap languagepattern='zh.*' languagerulename='L'/></maprules></body></srx>";
const WAIVERS: &str = "0123456789abcdef\t城市书房\tthe author's own word\tLi\t2999-12-31\nfedcba9876543210\t读者\tso be it\n";

impl Samples {
    /// Gathers the samples: files of the repository, and what the program itself writes.
    pub(super) fn make(root: &Path, binary: &Path, desk: &Path) -> Result<Self, Box<dyn Error>> {
        std::fs::remove_dir_all(desk).ok();
        std::fs::create_dir_all(desk)?;
        let examples = root.join("examples");
        std::fs::copy(examples.join("article-zh.txt"), desk.join("zh.txt"))?;
        std::fs::copy(examples.join("forbidden-en.txt"), desk.join("en.txt"))?;
        std::fs::copy(examples.join("terms.tsv"), desk.join("terms.tsv"))?;
        for command in [
            "align zh.txt en.txt -q --fail-on never -g terms.tsv -o a.tmx -o a.jsonl -o a.tsv -o a.xlsx -o a.csv --findings f.jsonl",
            "check a.tmx -q --fail-on never -g terms.tsv -o f.csv -o f.xlsx",
            "glossary convert terms.tsv -q -o t.tbx",
            "glossary convert terms.tsv -q -o t.utf8",
            "init -q .",
        ] {
            let status =
                Command::new(binary).args(command.split(' ')).current_dir(desk).status()?;
            if !status.success() {
                return Err(format!("diptych {command} fails").into());
            }
        }
        let mut samples = Self { by_kind: BTreeMap::new(), desk: desk.to_owned() };
        let article = root.join("tests/formats/article");
        for name in ["docx", "epub", "html", "md", "txt"].map(|e| format!("article.{e}")) {
            samples.add(Kind::Document, &article.join(name))?;
        }
        samples.put(Kind::Document, "a.srt", SRT);
        let cases = root.join("tests/formats/cases");
        for name in ["contract-zh.odt", "slides-zh.pptx", "092-sub.ass", "064-mdx.mdx"] {
            samples.add(Kind::Document, &cases.join(name))?;
        }
        samples.put(Kind::Pairs, "a.xlf", XLIFF);
        samples.put(Kind::Pairs, "b.xlf", XLIFF_2);
        samples.put(Kind::Pairs, "a.po", PO);
        samples.put(Kind::Srx, "a.srx", SRX);
        samples.put(Kind::Waivers, "a.tsv", WAIVERS);
        samples.put(Kind::Lexicon, "a.tsv", "城市\tcity\n书房\treading room\n");
        samples.put(Kind::List, "a.tsv", "zh.txt\ten.txt\to.jsonl\n");
        for (kind, name) in [
            (Kind::Memory, "a.tmx"),
            (Kind::Saved, "a.jsonl"),
            (Kind::Table, "a.tsv"),
            (Kind::Pairs, "a.tsv"),
            (Kind::Pairs, "a.xlsx"),
            (Kind::Pairs, "a.csv"),
            (Kind::Sheet, "a.xlsx"),
            (Kind::Sheet, "a.csv"),
            (Kind::Findings, "f.csv"),
            (Kind::Findings, "f.xlsx"),
            (Kind::Baseline, "f.jsonl"),
            (Kind::Termbase, "terms.tsv"),
            (Kind::Termbase, "t.tbx"),
            (Kind::Termbase, "t.utf8"),
            (Kind::Project, "diptych.toml"),
        ] {
            samples.add(kind, &desk.join(name))?;
        }
        for entry in std::fs::read_dir(root.join("tmx/tests/files"))? {
            samples.add(Kind::Memory, &entry?.path())?;
        }
        // The order of a folder is not the same everywhere; the draws must be.
        samples.by_kind.values_mut().for_each(|files| files.sort());
        Ok(samples)
    }

    fn add(&mut self, kind: Kind, path: &Path) -> Result<(), Box<dyn Error>> {
        let bytes = std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        self.by_kind.entry(kind).or_default().push((name, bytes));
        Ok(())
    }

    fn put(&mut self, kind: Kind, name: &str, text: &str) {
        self.by_kind.entry(kind).or_default().push((name.to_owned(), text.as_bytes().to_vec()));
    }

    /// A sample of a kind.
    pub(super) fn one(&self, kind: Kind, random: &mut Random) -> (&str, &[u8]) {
        let files = &self.by_kind[&kind];
        let (name, bytes) = &files[random.below(files.len())];
        (name, bytes)
    }

    /// Any sample's bytes.
    pub(super) fn any(&self, random: &mut Random) -> &[u8] {
        let kinds: Vec<&Kind> = self.by_kind.keys().collect();
        self.one(*kinds[random.below(kinds.len())], random).1
    }

    /// A fresh folder with the files that commands name, at `folder`.
    pub(super) fn desk(&self, folder: &Path) -> Result<PathBuf, Box<dyn Error>> {
        std::fs::remove_dir_all(folder).ok();
        std::fs::create_dir_all(folder)?;
        for entry in std::fs::read_dir(&self.desk)? {
            let path = entry?.path();
            if path.is_file() {
                std::fs::copy(&path, folder.join(path.file_name().unwrap_or_default()))?;
            }
        }
        Ok(folder.to_owned())
    }
}
