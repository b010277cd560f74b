//! Files as users have them, and what is read from each.

#![allow(clippy::unwrap_used, reason = "a test that cannot set itself up must fail")]

mod article;
#[cfg(feature = "cli")]
mod command;
mod docx;
mod mutated;
mod pages;
mod pairs;
mod workbooks;

use std::{
    io::{Cursor, Write as _},
    path::Path,
};

use diptych::read::{self, Options, Read};
use diptych_segments::Role;
use zip::{ZipWriter, write::SimpleFileOptions};

/// A zip archive of these parts.
fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let parts: Vec<_> = parts.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    archive_of_bytes(&parts)
}

fn archive_of_bytes(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

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
