//! The files that are saved from the page.

use std::fmt::Write as _;
use std::io;

use super::answer::Answer;
use crate::bitext::Bitext;
use crate::emit::edition::Edition;
use crate::emit::{changes, table::TableForm};
use crate::finding::Finding;
use crate::output::Format;

/// The forms: the name in the path, the ending of the file, the type.
const FORMS: [(&str, &str, &str); 4] = [
    ("jsonl", ".jsonl", "application/jsonl"),
    ("tmx", ".tmx", "application/x-tmx+xml"),
    ("xlsx", ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("changes", ".changes.html", "text/html; charset=utf-8"),
];

/// The review in this form, as `old` became `new`; nothing where there is no such form.
pub(super) fn file(
    form: &str,
    name: &str,
    (old, new): (&Bitext, &Bitext),
    findings: impl Iterator<Item = Finding>,
) -> Option<Answer> {
    let (_, ending, content_type) = *FORMS.iter().find(|(known, ..)| *known == form)?;
    let mut bytes = vec![];
    let written = match Format::named(form) {
        Some(format) => {
            let findings: Vec<Finding> = findings.collect();
            format.emitter(&Edition::default()).emit(new, &findings, &mut bytes)
        }
        None => TableForm::Html.write(&changes(old, new), &mut bytes),
    };
    Some(answer(written, bytes, content_type, &format!("{name}{ending}")))
}

fn answer(
    written: io::Result<()>,
    bytes: Vec<u8>,
    content_type: &'static str,
    name: &str,
) -> Answer {
    match written {
        Ok(()) => Answer::bytes(content_type, bytes)
            .with("content-disposition", format!("attachment; filename*=UTF-8''{}", encoded(name))),
        Err(error) => Answer::error(422, &error.to_string()),
    }
}

/// A file name as RFC 8187 has it.
fn encoded(name: &str) -> String {
    let mut encoded = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b".-_".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_may_be_chinese_and_break_no_header() {
        assert_eq!(super::encoded("书 \"\r\n.tmx"), "%E4%B9%A6%20%22%0D%0A.tmx");
    }
}
