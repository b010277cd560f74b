//! `diptych align` as its user meets it: bad input, outputs, threads.

#![allow(clippy::unwrap_used, reason = "a test that cannot set up its folder should stop")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        for name in ["article-zh.txt", "article-en.txt", "forbidden-en.txt", "terms.tsv"] {
            let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name);
            fs::copy(example, desk.path(name)).unwrap();
        }
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        fs::write(self.path(name), bytes).unwrap();
        self
    }

    fn run(&self, arguments: &str) -> Output {
        Command::new(env!("CARGO_BIN_EXE_diptych"))
            .args(arguments.split(' '))
            .current_dir(self.0.path())
            .output()
            .unwrap()
    }

    /// Runs a command that must fail with exit code 2, say why, and write nothing.
    fn refused(&self, arguments: &str, why: &str) {
        let before = fs::read_dir(self.0.path()).unwrap().count();
        let output = self.run(arguments);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments}: {told}");
        assert!(told.contains(why), "{arguments}: {told}");
        assert!(output.stdout.is_empty(), "{arguments}");
        assert_eq!(fs::read_dir(self.0.path()).unwrap().count(), before, "{arguments} left a file");
    }
}

#[test]
fn what_cannot_be_aligned_is_told_and_nothing_is_written() {
    let desk = Desk::new();
    desk.put("empty.txt", "").put("binary.bin", [0u8, 159, 146, 150, 0, 1, 2, 3].repeat(64));
    desk.put("ru.txt", "Развитие сети и общества в наши дни. Это второй вопрос.\n".repeat(5));
    desk.put(
        "fr.txt",
        "Le développement de la ville est une question pour les habitants et pour nous.\n"
            .repeat(5),
    );
    desk.put("ja.txt", "これは日本語の文章です。町の図書館について書かれています。\n".repeat(5));
    desk.put("broken.tsv", "zh\ten\n城市\tcity\n书房\n");
    fs::create_dir(desk.path("folder")).unwrap();
    for (source, target, why) in [
        ("empty.txt", "article-en.txt", "no text"),
        ("binary.bin", "article-en.txt", "binary.bin"),
        ("missing.txt", "article-en.txt", "no such file"),
        ("folder", "article-en.txt", "folder"),
        ("ru.txt", "article-en.txt", "Russian"),
        ("article-zh.txt", "fr.txt", "French"),
        ("ja.txt", "article-en.txt", "Japanese"),
        ("article-zh.txt", "article-zh.txt", "one side must be Chinese"),
    ] {
        desk.refused(&format!("align {source} {target} -o out.tmx"), why);
    }
    for (options, why) in [
        ("--glossary broken.tsv -o out.tmx", "broken.tsv:3"),
        ("--glossary missing.tsv -o out.tmx", "missing.tsv"),
        ("-o nowhere/out.tmx", "no folder"),
        ("-o article-en.txt --format tsv", "also an input"),
        ("-o out.tmx -o out.tmx", "twice"),
        ("-o out.doc", "does not tell the format"),
        ("--source-lang en-US -o out.tmx", "swapped"),
        ("--source-lang xx -o out.tmx", "neither Chinese nor English"),
    ] {
        desk.refused(&format!("align article-zh.txt article-en.txt {options}"), why);
    }
}

#[test]
fn unrelated_texts_are_refused_unless_forced() {
    let desk = Desk::new();
    let lines = [
        "The engine of the old tractor needs a new piston ring and some oil.",
        "She painted the fence green, then blue, and at last gave it up.",
        "Penguins cannot fly, yet they swim faster than most boats.",
        "The judge postponed the hearing until the witness recovered.",
        "Add two eggs, a pinch of salt, and stir the batter well.",
        "Our satellite passed behind the moon at midnight.",
    ];
    desk.put("other.txt", lines.join("\n\n"));
    desk.refused("align article-zh.txt other.txt -o out.tmx", "do not look like translations");
    assert_eq!(
        desk.run("align article-zh.txt other.txt -o out.tmx --force").status.code(),
        Some(0)
    );
    let forced = desk.run("align article-zh.txt other.txt -o out.tmx --force");
    let told = String::from_utf8(forced.stderr).unwrap();
    assert!(told.contains("do not look like translations"), "{told}");
    assert!(!told.contains("of the units are right"), "{told}");
    assert!(desk.path("out.tmx").exists());
}

#[test]
fn strict_stops_at_what_fail_on_names_and_tells_it_also_when_quiet() {
    let desk = Desk::new();
    let arguments = "align article-zh.txt forbidden-en.txt --glossary terms.tsv -o out.tmx -q";
    let strict = desk.run(&format!("{arguments} --strict"));
    let told = String::from_utf8(strict.stderr).unwrap();
    assert!(told.contains("term.forbidden 城市书房: “"), "{told}");
    assert_eq!(desk.run(&format!("{arguments} --strict --fail-on typo")).status.code(), Some(0));
    assert!(desk.path("out.tmx").exists());
    desk.put("variant.tsv", "zh\ten\n城市书房\turban reading room\n");
    let variant = "align article-zh.txt article-en.txt --glossary variant.tsv -o v.tmx --strict";
    let stopped = desk.run(&format!("{variant} --fail-on variant,missing"));
    assert_eq!(stopped.status.code(), Some(1), "{}", String::from_utf8_lossy(&stopped.stderr));
    assert!(!desk.path("v.tmx").exists());
}

#[test]
fn what_is_left_out_and_what_is_found_is_told_for_every_pair() {
    let desk = Desk::new();
    desk.put("list.tsv", "article-zh.txt\tforbidden-en.txt\tout.tmx\n");
    let pairs = "align --pairs list.tsv --glossary terms.tsv --on-finding forbidden=drop";
    let output = desk.run(&format!("{pairs} --min-score 0.9999"));
    let told = String::from_utf8(output.stderr).unwrap();
    for words in
        ["城市书房", "forbidden-en.txt", "of low confidence moved to", "1 unit dropped because of"]
    {
        assert!(told.contains(words), "{words}: {told}");
    }
    let quiet = desk.run(&format!("{pairs} -q"));
    assert!(quiet.stderr.is_empty(), "{}", String::from_utf8_lossy(&quiet.stderr));
}

#[test]
fn strict_writes_nothing_and_the_default_writes_and_tells() {
    let desk = Desk::new();
    let arguments = "align article-zh.txt forbidden-en.txt --glossary terms.tsv -o out.tmx";
    assert_eq!(desk.run(&format!("{arguments} --strict")).status.code(), Some(1));
    assert!(!desk.path("out.tmx").exists());
    assert_eq!(desk.run(&format!("{arguments} --findings f.jsonl")).status.code(), Some(1));
    let tmx = fs::read_to_string(desk.path("out.tmx")).unwrap();
    assert!(tmx.contains("<prop type=\"x-diptych-finding\">term.forbidden: 城市书房</prop>"));
    assert!(fs::read_to_string(desk.path("f.jsonl")).unwrap().contains("\"class\":\"forbidden\""));
    assert_eq!(desk.run(&format!("{arguments} --fail-on never")).status.code(), Some(0));
    assert_eq!(
        desk.run(&format!("{arguments} --on-finding forbidden=drop")).status.code(),
        Some(1)
    );
    assert!(!fs::read_to_string(desk.path("out.tmx")).unwrap().contains("term.forbidden"));
}

#[test]
fn doubtful_units_go_to_a_file_of_their_own() {
    let desk = Desk::new();
    assert!(
        desk.run("align article-zh.txt article-en.txt -o out.tmx --min-score 0.9999")
            .status
            .success()
    );
    let units = fs::read_to_string(desk.path("out.tmx")).unwrap().matches("<tu ").count();
    let review = fs::read_to_string(desk.path("out.review.tsv")).unwrap().lines().count();
    assert!(units > 0 && review > 0, "{units} {review}");
    assert!(desk.run("align article-zh.txt article-en.txt -o all.tmx").status.success());
    let all = fs::read_to_string(desk.path("all.tmx")).unwrap().matches("<tu ").count();
    assert_eq!(units + review, all);
}

#[test]
fn pairs_give_the_same_bytes_on_any_number_of_threads() {
    let desk = Desk::new();
    let list = |n: usize| {
        let lines: Vec<String> = (0..4)
            .map(|k| format!("article-zh.txt\tarticle-en.txt\tout-{n}-{k}.jsonl\n"))
            .collect();
        lines.concat()
    };
    for threads in [1, 2] {
        desk.put("list.tsv", list(threads));
        assert!(desk.run(&format!("align --pairs list.tsv --threads {threads}")).status.success());
    }
    for k in 0..4 {
        let read = |n: usize| fs::read(desk.path(&format!("out-{n}-{k}.jsonl"))).unwrap();
        assert_eq!(read(1), read(2));
    }
}

#[test]
fn one_bad_pair_does_not_keep_the_others() {
    let desk = Desk::new();
    desk.put(
        "list.tsv",
        "missing.txt\tarticle-en.txt\ta.jsonl\narticle-zh.txt\tarticle-en.txt\tb.jsonl\n",
    );
    let output = desk.run("align --pairs list.tsv");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("list.tsv:1"));
    assert!(desk.path("b.jsonl").exists() && !desk.path("a.jsonl").exists());
}

#[test]
fn anchors_are_kept() {
    let desk = Desk::new();
    desk.put(
        "anchors.jsonl",
        "{\"source\":[5],\"target\":[5]}\n{\"source\":[6],\"target\":[6,7]}\n",
    );
    let arguments = "align article-zh.txt article-en.txt --anchors anchors.jsonl -o out.jsonl";
    assert!(desk.run(arguments).status.success());
    let saved = fs::read_to_string(desk.path("out.jsonl")).unwrap();
    assert!(saved.contains("\"source\":[5],\"target\":[5],"));
    assert!(saved.contains("\"source\":[6],\"target\":[6,7],"));
    desk.put("anchors.jsonl", "{\"source\":[6],\"target\":[6]}\n{\"source\":[5],\"target\":[7]}\n");
    desk.refused(
        "align article-zh.txt article-en.txt --anchors anchors.jsonl -o no.jsonl",
        "anchors.jsonl:2",
    );
}

#[test]
fn a_bead_is_explained_with_its_rival() {
    let desk = Desk::new();
    let output = desk.run("align article-zh.txt article-en.txt -o out.tsv --explain 6");
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("chosen [5] = [5, 6]: score"), "{told}");
    assert!(told.contains("rival") && told.contains("contrast +"), "{told}");
    desk.refused("align article-zh.txt article-en.txt -o no.tsv --explain 999", "beads 1 to");
}

/// Whatever the option, an output never replaces what is read, nor another output.
#[test]
fn an_output_replaces_no_input_and_no_other_output() {
    let desk = Desk::new();
    assert!(desk.run("align article-zh.txt article-en.txt -o a.jsonl -o a.tmx").status.success());
    desk.put("waivers.tsv", "").put("base.jsonl", "").put("rules.srx", "");
    let pairs = |lines: &str| desk.put("list.tsv", lines.replace(' ', "\t"));
    let inputs = [
        "align article-zh.txt article-en.txt -o o.tmx --input-report article-en.txt",
        "align article-zh.txt article-en.txt -o o.tmx --findings terms.tsv --glossary terms.tsv",
        "align article-zh.txt article-en.txt -o o.tmx --srx rules.srx --input-report rules.srx",
        "segment article-zh.txt --input-report article-zh.txt",
        "check a.jsonl --glossary terms.tsv --waivers waivers.tsv --format jsonl -o waivers.tsv",
        "check a.jsonl --glossary terms.tsv --baseline base.jsonl -o base.jsonl",
        "fix a.jsonl --glossary terms.tsv -o terms.tsv",
    ];
    for arguments in inputs {
        desk.refused(arguments, "also an input");
    }
    let twice = [
        "align article-zh.txt article-en.txt -o o.jsonl --findings o.jsonl",
        "align article-zh.txt article-en.txt -o o.tmx --input-report o.tmx",
        "align article-zh.txt article-en.txt -o o.tmx -o o.review.tsv --min-score 0.9",
    ];
    for arguments in twice {
        desk.refused(arguments, "named twice");
    }
    pairs("article-zh.txt article-en.txt list.tsv\n");
    let output = desk.run("align --pairs list.tsv --format jsonl");
    assert_eq!(output.status.code(), Some(2));
    assert!(fs::read_to_string(desk.path("list.tsv")).unwrap().starts_with("article-zh.txt\t"));
    pairs("article-zh.txt article-en.txt x.tmx\narticle-zh.txt article-en.txt x.review.tsv\n");
    desk.refused("align --pairs list.tsv --min-score 0.9", "written by line 1 too");
    pairs("article-zh.txt article-en.txt x.jsonl\nx.jsonl article-en.txt y.jsonl\n");
    desk.refused("align --pairs list.tsv", "also an input of the list");
}

#[test]
fn a_dash_is_stdout() {
    let desk = Desk::new();
    let output = desk.run("align article-zh.txt article-en.txt -o - --format jsonl");
    assert!(output.status.success() && output.stdout.starts_with(b"{\"bead\":1,"));
    assert!(!desk.path("-").exists());
    desk.refused("align article-zh.txt article-en.txt -o - -o a.tmx --format tmx", "- is stdout");
}
