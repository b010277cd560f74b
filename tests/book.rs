//! A book from its files to its editions, by the commands that a publisher gives.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn diptych(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_diptych"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Two short chapters in two folders, and a glossary.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    file(
        "原文/第一章.txt",
        "第一章 桥\n\n老人每天早上都到桥上去看河水。\n\n今年夏天，河水涨得很高，桥也旧了。\n",
    );
    file(
        "译文/01.txt",
        "Chapter 1 The Bridge\n\nEvery morning the old man went to the bridge to watch the river.\n\nThis summer the river rose very high, and the bridge was old.\n",
    );
    file("原文/第二章.txt", "第二章 船\n\n船夫说，他明天不来了。\n\n孩子们站在岸上等了很久。\n");
    file(
        "译文/02.txt",
        "Chapter 2 The Boat\n\nThe boatman said that he would not come tomorrow.\n\nThe children stood on the bank and waited for a long time.\n",
    );
    file("terms.tsv", "zh\ten\tforbidden\n船夫\tboatman\tferryman\n");
    folder
}

#[test]
fn a_book_is_built_and_only_what_changed_is_built_again() {
    let folder = folder();
    let path = folder.path();
    let init = diptych(path, &["init"]);
    assert!(init.status.success(), "{}", said(&init));
    let again = diptych(path, &["init"]);
    assert_eq!(again.status.code(), Some(2), "a project file is never overwritten");

    let first = diptych(path, &["build"]);
    assert!(first.status.success(), "{}", said(&first));
    assert!(said(&first).contains("2 chapters, 2 of them aligned now"), "{}", said(&first));
    let page = fs::read_to_string(path.join("out/book.html")).unwrap();
    assert!(page.contains("id=\"term-1\"") && page.find("第一章") < page.find("第二章"));
    let saved = fs::read(path.join("out/book.jsonl")).unwrap();

    assert!(said(&diptych(path, &["build"])).contains("nothing has changed"));
    let forced = diptych(path, &["build", "--force"]);
    assert!(forced.status.success());
    assert!(saved == fs::read(path.join("out/book.jsonl")).unwrap());

    let two = path.join("译文/02.txt");
    fs::write(&two, fs::read_to_string(&two).unwrap().replace("boatman", "ferryman")).unwrap();
    let changed = diptych(path, &["build"]);
    assert!(said(&changed).contains("1 of them aligned now"), "{}", said(&changed));
    assert_eq!(changed.status.code(), Some(1), "the glossary forbids it");

    let check = diptych(path, &["check", "out/book.jsonl", "-g", "terms.tsv", "--format", "jsonl"]);
    let found = String::from_utf8(check.stdout).unwrap();
    let (_, rest) = found.split_once("\"fingerprint\":\"").unwrap();
    let fingerprint = rest.split('"').next().unwrap();
    fs::write(path.join("waivers.tsv"), format!("{fingerprint}\t船夫\tthe author wants it\n"))
        .unwrap();
    let project = fs::read_to_string(path.join("diptych.toml")).unwrap();
    fs::write(path.join("diptych.toml"), format!("waivers = \"waivers.tsv\"\n{project}")).unwrap();
    let waived = diptych(path, &["build"]);
    assert!(waived.status.success(), "{}", said(&waived));
}

#[test]
fn a_broken_chapter_does_not_keep_the_others_from_being_done() {
    let folder = folder();
    let path = folder.path();
    assert!(diptych(path, &["init"]).status.success());
    let broken = path.join("译文/01.txt");
    let whole = fs::read(&broken).unwrap();
    fs::write(&broken, [0xff, 0x00, 0x81, 0xff].repeat(300)).unwrap();
    let build = diptych(path, &["build"]);
    assert_eq!(build.status.code(), Some(2));
    let told = said(&build);
    assert!(told.contains("chapter 1: 译文/01.txt") && told.contains("the other 1 are"), "{told}");
    assert!(!path.join("out/book.html").exists(), "the book would lack a chapter");

    fs::write(&broken, whole).unwrap();
    let mended = diptych(path, &["build"]);
    assert!(said(&mended).contains("2 chapters, 1 of them aligned now"), "{}", said(&mended));
    assert!(path.join("out/book.html").exists());
}

#[test]
fn a_review_goes_from_the_alignment_to_every_edition() {
    let folder = folder();
    let path = folder.path();
    let align = diptych(
        path,
        &["align", "原文/第二章.txt", "译文/02.txt", "-o", "saved.jsonl", "-o", "review.csv"],
    );
    assert!(align.status.success(), "{}", said(&align));
    let sheet = fs::read_to_string(path.join("review.csv")).unwrap();
    fs::write(path.join("review.csv"), sheet.replace("for a long time", "a long while")).unwrap();
    let import = diptych(
        path,
        &[
            "import",
            "saved.jsonl",
            "review.csv",
            "-o",
            "corrected.jsonl",
            "-o",
            "书.epub",
            "-o",
            "书.md",
        ],
    );
    assert!(import.status.success(), "{}", said(&import));
    assert!(said(&import).contains("1 change;"), "{}", said(&import));
    assert!(fs::read_to_string(path.join("书.md")).unwrap().contains("a long while"));

    let lossy: String = sheet
        .lines()
        .filter(|line| !line.contains("孩子们"))
        .flat_map(|line| [line, "\n"])
        .collect();
    fs::write(path.join("review.csv"), lossy).unwrap();
    let refused = diptych(path, &["import", "saved.jsonl", "review.csv", "-o", "worse.jsonl"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(said(&refused).contains("孩子们站在岸上等了很久。"), "{}", said(&refused));
    assert!(!path.join("worse.jsonl").exists());
}

#[test]
fn a_full_disk_leaves_nothing_behind() {
    let folder = folder();
    let path = folder.path();
    assert!(
        diptych(path, &["align", "原文/第二章.txt", "译文/02.txt", "-o", "saved.jsonl"])
            .status
            .success()
    );
    for name in ["full.html", "full.epub", "full.docx", "full.xlsx"] {
        std::os::unix::fs::symlink("/dev/full", path.join(name)).unwrap();
        let before = fs::read_dir(path).unwrap().count();
        let output = diptych(path, &["edition", "saved.jsonl", "-o", "first.md", "-o", name]);
        assert_eq!(output.status.code(), Some(2), "{name}: {}", said(&output));
        assert!(said(&output).contains(name), "{}", said(&output));
        assert_eq!(
            fs::read_dir(path).unwrap().count(),
            before,
            "{name}: no output of several appears alone"
        );
    }
}

/// With the feature the file is written: see the tests of the PDF edition.
#[cfg(not(feature = "pdf"))]
#[test]
fn without_its_feature_a_pdf_is_refused_with_what_to_do() {
    let folder = folder();
    let path = folder.path();
    assert!(
        diptych(path, &["align", "原文/第二章.txt", "译文/02.txt", "-o", "saved.jsonl"])
            .status
            .success()
    );
    let pdf = diptych(path, &["edition", "saved.jsonl", "-o", "book.pdf"]);
    assert_eq!(pdf.status.code(), Some(2));
    assert!(said(&pdf).contains("print it to PDF"), "{}", said(&pdf));
}
