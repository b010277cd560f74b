//! Documents typeset for these tests: what comes out, against what their source says.
//!
//! The folders `documents/typeset` and `documents/hazards` say how they were made. What differs today
//! is written down beside each, so that any change shows.
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop, and prints its figure"
)]

use std::fs;
use std::path::PathBuf;

use diptych_segments::{Document, Lang, Paragraph, Role, reflow};

fn role(paragraph: &Paragraph) -> Option<String> {
    Some(match paragraph.role {
        Role::Title => "title".to_owned(),
        Role::Heading(_) => "heading".to_owned(),
        Role::Abstract => "abstract".to_owned(),
        Role::Note => format!("note {}", paragraph.label.as_deref().unwrap_or("")),
        Role::Furniture => return None,
        _ => "paragraph".to_owned(),
    })
}

/// A block without the white space that extraction may have put there.
fn plain(lang: Lang, block: &str) -> String {
    let (role, text) = block.split_once('\t').unwrap();
    let mut plain = format!("{role}\t");
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let drop = c.is_whitespace()
            && (lang == Lang::Zh || chars.peek().is_some_and(char::is_ascii_digit));
        if !drop {
            plain.push(c);
        }
    }
    plain
}

/// The lines of `wanted` and `given` that are not in a longest common row of both.
fn difference(wanted: &[String], given: &[String]) -> (Vec<String>, usize) {
    let mut common = vec![vec![0_usize; given.len() + 1]; wanted.len() + 1];
    for i in (0..wanted.len()).rev() {
        for j in (0..given.len()).rev() {
            common[i][j] = if wanted[i] == given[j] {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let (mut i, mut j, mut lines) = (0, 0, Vec::new());
    while i < wanted.len() || j < given.len() {
        if i < wanted.len() && j < given.len() && wanted[i] == given[j] {
            (i, j) = (i + 1, j + 1);
        } else if j == given.len() || i < wanted.len() && common[i + 1][j] >= common[i][j + 1] {
            lines.push(format!("-{}", wanted[i]));
            i += 1;
        } else {
            lines.push(format!("+{}", given[j]));
            j += 1;
        }
    }
    (lines, common[0][0])
}

/// Compares what comes out of the documents of a folder with their `.blocks`, and what differs with
/// their `.deviations`.
fn compare(folder: &str, least: usize) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/documents").join(folder);
    let mut names: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    names.sort();
    assert!(names.len() >= least);
    let (mut right, mut all, mut changed) = (0, 0, Vec::new());
    for path in names {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let lang = if name.starts_with("zh") { Lang::Zh } else { Lang::En };
        let text = fs::read_to_string(&path).unwrap();
        let document = Document::from_lines(name.as_str(), &text);
        let paragraphs = reflow(lang, &document).unwrap_or_default();
        let block = |paragraph: &Paragraph| {
            role(paragraph).map(|role| plain(lang, &format!("{role}\t{}", paragraph.text)))
        };
        let (notes, body): (Vec<String>, Vec<String>) =
            paragraphs.iter().filter_map(block).partition(|block| block.starts_with("note "));
        let given = [body, notes].concat();
        let wanted: Vec<String> = fs::read_to_string(path.with_extension("blocks"))
            .unwrap()
            .lines()
            .map(|block| plain(lang, block))
            .collect();
        let (lines, common) = difference(&wanted, &given);
        right += common;
        all += wanted.len();
        let file = path.with_extension("deviations");
        let known = fs::read_to_string(&file).unwrap_or_default();
        if known.lines().eq(lines.iter().map(String::as_str)) {
            continue;
        }
        changed.push(name);
        if std::env::var_os("DIPTYCH_BLESS").is_some() {
            let _ = fs::remove_file(&file);
            if !lines.is_empty() {
                fs::write(&file, lines.join("\n") + "\n").unwrap();
            }
        }
    }
    println!("{right} of {all} blocks are right");
    assert!(changed.is_empty(), "changed: {changed:?}; {right} of {all} blocks are right");
}

#[test]
fn typeset_documents_become_what_their_source_says() {
    compare("typeset", 20);
}

#[test]
fn what_is_easily_lost_or_torn_stays_whole() {
    compare("hazards", 40);
}

#[test]
fn what_was_once_reported_wrong_comes_right() {
    compare("reported", 20);
}

#[test]
fn one_condition_decides() {
    compare("decisive", 30);
}
