//! Values become the text of a file.

use crate::attributes::Attributes;
use crate::characters::{escape_text, escape_value, is_legal};
use crate::header::{Header, REQUIRED};
use crate::inline::Inline;
use crate::unit::{Detail, TranslationUnit};

/// `<name a="b">` or `<name a="b"/>`.
pub(crate) fn push_start_tag(name: &str, attributes: &Attributes, empty: bool, out: &mut String) {
    out.push('<');
    out.push_str(name);
    for (name, value) in attributes.iter() {
        out.extend([" ", name, "=\""]);
        escape_value(value, out);
        out.push('"');
    }
    out.push_str(if empty { "/>" } else { ">" });
}

fn push_end_tag(name: &str, out: &mut String) {
    out.extend(["</", name, ">"]);
}

/// Everything before the first unit.
pub(crate) fn push_head(header: &Header, out: &mut String) {
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n");
    push_start_tag(
        "tmx",
        &Attributes::from_iter([("version", header.version.as_str())]),
        false,
        out,
    );
    out.push_str("\n  ");
    // The required attributes first, in the order of the DTD.
    let required =
        REQUIRED.iter().filter_map(|(name, _)| Some((*name, header.attributes.get(name)?)));
    let others = header
        .attributes
        .iter()
        .filter(|(name, _)| REQUIRED.iter().all(|(known, _)| known != name));
    let attributes: Attributes = required.chain(others).collect();
    push_start_tag("header", &attributes, header.details.is_empty(), out);
    if !header.details.is_empty() {
        push_details(&header.details, "\n    ", out);
        out.push_str("\n  ");
        push_end_tag("header", out);
    }
    out.push_str("\n  <body>");
}

/// Everything after the last unit.
pub(crate) const TAIL: &str = "\n  </body>\n</tmx>\n";

/// A unit from `<tu` to `</tu>`; props, notes and comments first, as the DTD wants them.
pub(crate) fn push_unit(unit: &TranslationUnit, out: &mut String) {
    push_start_tag("tu", &unit.attributes, false, out);
    push_details(&unit.details, "\n      ", out);
    for variant in &unit.variants {
        out.push_str("\n      ");
        push_start_tag("tuv", &variant.attributes, false, out);
        if !variant.details.is_empty() {
            push_details(&variant.details, "\n        ", out);
            out.push_str("\n        ");
        }
        out.push_str("<seg>");
        push_inlines(&variant.seg, out);
        out.push_str("</seg></tuv>");
    }
    out.push_str("\n    </tu>");
}

fn push_details(details: &[Detail], indent: &str, out: &mut String) {
    for detail in details {
        out.push_str(indent);
        match detail {
            Detail::Prop(prop) => {
                push_start_tag("prop", &prop.attributes, false, out);
                escape_text(&prop.text, out);
                push_end_tag("prop", out);
            }
            Detail::Note(note) => {
                push_start_tag("note", &note.attributes, false, out);
                escape_text(&note.text, out);
                push_end_tag("note", out);
            }
            Detail::Comment(comment) => push_comment(comment, out),
            Detail::Instruction(text) => push_instruction(text, out),
            Detail::Ude(ude) => {
                push_start_tag("ude", &ude.attributes, false, out);
                for map in &ude.maps {
                    push_start_tag("map", map, true, out);
                }
                push_end_tag("ude", out);
            }
            Detail::Foreign(raw) => out.extend(raw.chars().filter(|&c| is_legal(c))),
        }
    }
}

/// The content of a segment or code.
pub(crate) fn push_inlines(content: &[Inline], out: &mut String) {
    for inline in content {
        match inline {
            Inline::Text(text) => escape_text(text, out),
            Inline::Comment(comment) => push_comment(comment, out),
            Inline::Instruction(text) => push_instruction(text, out),
            Inline::Code(code) => {
                let name = code.kind.name();
                push_start_tag(name, &code.attributes, code.content.is_empty(), out);
                if !code.content.is_empty() {
                    push_inlines(&code.content, out);
                    push_end_tag(name, out);
                }
            }
        }
    }
}

/// A comment must not hold `--` nor end with `-`.
pub(crate) fn push_comment(comment: &str, out: &mut String) {
    out.push_str("<!--");
    let mut last = ' ';
    for character in comment.chars().filter(|&c| is_legal(c)) {
        if character == '-' && last == '-' {
            out.push(' ');
        }
        out.push(character);
        last = character;
    }
    if last == '-' {
        out.push(' ');
    }
    out.push_str("-->");
}

/// A processing instruction must not hold `?>`.
fn push_instruction(text: &str, out: &mut String) {
    let legal: String = text.chars().filter(|&c| is_legal(c)).collect();
    out.extend(["<?", &legal.replace("?>", "? >"), "?>"]);
}
