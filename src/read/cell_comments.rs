//! Comments on the cells of an Excel workbook (.xlsx), which the spreadsheet library does not read.

use std::collections::BTreeMap;

use super::{
    archive::Archive,
    error::ErrorKind,
    input::Options,
    relations::{relations, tree},
    xml::Element,
};

const BOOK: &str = "xl/workbook.xml";

/// The comments on the cells of a sheet by row, from 1, in the order of the file. Of a thread, each
/// answer is a comment. A file that is no .xlsx has none.
///
/// # Errors
/// When a part that holds comments is damaged or too large.
pub(crate) fn cell_comments(
    bytes: &[u8],
    sheet: &str,
) -> Result<BTreeMap<usize, Vec<String>>, ErrorKind> {
    let mut found = BTreeMap::new();
    if !bytes.starts_with(b"PK") {
        return Ok(found);
    }
    let (mut archive, options) = (Archive::open(bytes)?, Options::default());
    if !archive.has(BOOK) {
        return Ok(found);
    }
    let book = tree(&mut archive, BOOK, &options)?;
    let sheets = book.child("sheets").into_iter().flat_map(Element::elements);
    let named =
        sheets.filter(|it| it.attr("name") == Some(sheet)).find_map(|it| it.last_attr("id"));
    let parts = relations(&mut archive, BOOK, &options)?;
    let Some(part) = parts.iter().find(|part| Some(part.id.as_str()) == named) else {
        return Ok(found);
    };
    let parts = relations(&mut archive, &part.target, &options)?;
    // A thread also has a plain comment, for programs that know no threads.
    let threads: Vec<&str> = parts
        .iter()
        .filter(|it| it.kind == "threadedComment")
        .map(|it| it.target.as_str())
        .collect();
    let mut in_thread = vec![];
    for part in threads {
        let root = tree(&mut archive, part, &options)?;
        for comment in root.elements().filter(|it| it.name == "threadedComment") {
            let cell = comment.attr("ref").unwrap_or_default();
            in_thread.push(cell.to_owned());
            add(&mut found, cell, &comment.text_of("text"));
        }
    }
    for part in parts.iter().filter(|it| it.kind == "comments") {
        let root = tree(&mut archive, &part.target, &options)?;
        let list = root.child("commentList").into_iter().flat_map(Element::elements);
        for comment in list.filter(|it| it.name == "comment") {
            let cell = comment.attr("ref").unwrap_or_default();
            if !in_thread.iter().any(|it| it == cell) {
                add(&mut found, cell, &comment.text_of("t"));
            }
        }
    }
    Ok(found)
}

/// Adds a comment of a cell such as `E8`.
fn add(found: &mut BTreeMap<usize, Vec<String>>, cell: &str, text: &str) {
    let row = cell.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse();
    if let Some(row) = row.ok().filter(|_| !text.trim().is_empty()) {
        found.entry(row).or_default().push(text.trim().to_owned());
    }
}
