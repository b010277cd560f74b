//! The formats: files as users have them and what is read from each, editions byte by byte, and the
//! review sheet there and back.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up must fail")]

mod accounts;
mod archive;
mod article;
mod cases;
mod docx;
mod editions;
mod odt;
mod pages;
mod pairs;
#[cfg(feature = "pdf")]
mod pdf;
mod review_sheet;
mod workbooks;

use std::path::Path;

use diptych::read::{self, Options, Read};
use diptych_segments::Role;

use archive::{archive, archive_of_bytes};

/// Writes a file of that name, reads it and takes it away again.
fn read_as(name: &str, bytes: &[u8]) -> Result<Read, read::Error> {
    read_with(name, bytes, &Options::default())
}

fn read_with(name: &str, bytes: &[u8], options: &Options) -> Result<Read, read::Error> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    read::read(Path::new(&path), options)
}

/// The blocks, one a line: `role| text`, notes with their label.
fn shown(read: &Read) -> Vec<String> {
    let line = |b: &diptych_segments::Block| {
        let role = match b.role {
            Role::Title => "title".to_owned(),
            Role::Heading(n) => format!("h{n}"),
            Role::Abstract => "abstract".to_owned(),
            Role::Paragraph => "p".to_owned(),
            Role::Note => format!("note {}", b.label.as_deref().unwrap_or("?")),
            other => format!("{other:?}"),
        };
        format!("{role}| {}", b.text)
    };
    read.document.blocks.iter().map(line).collect()
}

/// What the report says was left out, and how often.
fn left_out(read: &Read) -> Vec<(&str, usize)> {
    let mut kinds: Vec<(&str, usize)> = Vec::new();
    for item in &read.report.left_out {
        match kinds.iter_mut().find(|(what, _)| *what == item.what) {
            Some((_, count)) => *count += item.count,
            None => kinds.push((item.what, item.count)),
        }
    }
    kinds
}
