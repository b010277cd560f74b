//! What cannot be reviewed: exit 2, no address, and nothing is touched.

use std::fs;
use std::path::Path;

use crate::client::{Served, command, desk};

fn refused(alignment: &Path, options: &[&str]) -> String {
    let output = command(alignment).args(options).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    assert!(output.stdout.is_empty(), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn what_is_no_alignment_is_refused() {
    let (folder, path) = desk();
    assert!(refused(&folder.path().join("none.jsonl"), &[]).contains("none.jsonl"));
    let text = folder.path().join("text.jsonl");
    fs::write(&text, "no alignment\n").unwrap();
    assert!(refused(&text, &[]).contains("line 1"));
    assert!(!folder.path().join("text.journal.jsonl").exists());
    assert!(refused(&path, &["--glossary", "none.tsv"]).contains("none.tsv"));
    assert!(!folder.path().join("a.journal.jsonl").exists());
}

#[test]
fn a_journal_of_something_else_is_refused_and_kept() {
    let (folder, path) = desk();
    let before = fs::read(&path).unwrap();
    let own = path.to_str().unwrap();
    refused(&path, &["--journal", own]);
    assert_eq!(fs::read(&path).unwrap(), before);

    let text = folder.path().join("notes.txt");
    fs::write(&text, "mine\n").unwrap();
    refused(&path, &["--journal", text.to_str().unwrap()]);
    assert_eq!(fs::read_to_string(&text).unwrap(), "mine\n");
}

#[test]
fn a_port_that_is_taken_is_named() {
    let (folder, path) = desk();
    let served = Served::start(&path);
    let port = served.host.rsplit(':').next().unwrap();
    let journal = folder.path().join("b.journal.jsonl");
    let told = refused(&path, &["--port", port, "--journal", journal.to_str().unwrap()]);
    assert!(told.contains(port), "{told}");
}
