//! XLIFF 1.2 and 2.x, and SDLXLIFF.

use super::bilingual::Bilingual;
use crate::read::{
    error::{Error, ErrorKind},
    input::{Input, Options},
    reader::{Content, Reader},
    report::Report,
    xml::{self, Element, Node, Pulled, Xml},
};

/// Reads XLIFF.
pub(in crate::read) struct Xliff;

impl Reader for Xliff {
    fn read(
        &self,
        input: &Input,
        options: &Options,
        report: &mut Report,
    ) -> Result<Content, Error> {
        let text = xml::decode(&input.bytes, options, report)?;
        let mut both = Bilingual { name: input.name.clone(), ..Bilingual::default() };
        units(&text, &mut both, report).map_err(|kind| Error::new(input.shown.clone(), kind))?;
        Ok(Content::Pairs(both))
    }
}

/// Pulls the units one by one, so that a large file never stands in memory as a tree.
fn units(text: &str, both: &mut Bilingual, report: &mut Report) -> Result<(), ErrorKind> {
    let mut xml = Xml::new(text);
    // What each open element says of its units, or has from the one around it.
    let mut locked = vec![false];
    loop {
        match xml.pull()? {
            Pulled::Start(element) => match element.name.as_str() {
                "trans-unit" | "unit" => {
                    let unit = xml.tree(element)?;
                    if is_locked(&unit, &locked) {
                        report.leave_out(
                            "units not to be translated",
                            "the file says so",
                            Some(format!("line {}", unit.line)),
                            "",
                        );
                    } else if unit.name == "unit" {
                        v2_unit(&unit, both);
                    } else {
                        v1_unit(&unit, both);
                    }
                }
                // Translations that a tool only proposes, and the original file.
                "alt-trans" | "header" | "skeleton" | "internal-file" | "bin-unit" => {
                    drop(xml.tree(element)?);
                }
                name => {
                    match name {
                        "xliff" => languages(&element, ("srcLang", "trgLang"), both),
                        "file" => languages(&element, ("source-language", "target-language"), both),
                        _ => {}
                    }
                    locked.push(is_locked(&element, &locked));
                }
            },
            Pulled::End => drop(locked.pop()),
            Pulled::Eof => return Ok(()),
            Pulled::Text(_) => {}
        }
    }
}

/// Whether an element is not to be translated, by its own word or that of the innermost around it.
fn is_locked(element: &Element, around: &[bool]) -> bool {
    match element.attr("translate") {
        Some(word) => word == "no",
        None => around.last().copied().unwrap_or(false),
    }
}

fn languages(element: &Element, (source, target): (&str, &str), both: &mut Bilingual) {
    let code = |name| element.attr(name).filter(|code| !code.is_empty()).map(str::to_owned);
    both.source_lang = both.source_lang.take().or_else(|| code(source));
    both.target_lang = both.target_lang.take().or_else(|| code(target));
}

/// A unit of XLIFF 1.2: segments are the `mrk`s of `seg-source` and `target` with the same `mid`.
///
/// A target without marks answers the whole unit.
fn v1_unit(unit: &Element, both: &mut Bilingual) {
    let id = unit.attr("id");
    let side = |name| unit.child(name).map(plain).unwrap_or_default();
    let (mut segments, mut targets) = (Vec::new(), Vec::new());
    if let Some(source) = unit.child("seg-source") {
        marked(source, &mut segments);
    }
    if let Some(target) = unit.child("target") {
        marked(target, &mut targets);
    }
    let whole = side("target");
    if segments.is_empty() || (targets.is_empty() && !whole.trim().is_empty()) {
        both.push(id, &side("source"), &whole, unit.line);
        return;
    }
    for source in segments {
        let mid = source.attr("mid").unwrap_or("");
        let target = targets.iter().find(|t| t.attr("mid") == Some(mid)).map(|t| plain(t));
        let id = id.map(|id| format!("{id}/{mid}"));
        both.push(id.as_deref(), &plain(source), &target.unwrap_or_default(), source.line);
    }
}

/// A unit of XLIFF 2: its segments stand side by side.
fn v2_unit(unit: &Element, both: &mut Bilingual) {
    for segment in unit.elements().filter(|e| e.name == "segment") {
        let side = |name| segment.child(name).map(plain).unwrap_or_default();
        let id = unit.attr("id").map(|id| match segment.attr("id") {
            Some(part) => format!("{id}/{part}"),
            None => id.to_owned(),
        });
        both.push(id.as_deref(), &side("source"), &side("target"), segment.line);
    }
}

/// The outermost segment marks in an element, which may stand inside codes.
fn marked<'e>(element: &'e Element, segments: &mut Vec<&'e Element>) {
    for child in element.elements() {
        if child.name == "mrk" && child.attr("mtype") == Some("seg") {
            segments.push(child);
        } else {
            marked(child, segments);
        }
    }
}

/// The text of an element without native codes and tracked deletions.
fn plain(element: &Element) -> String {
    let mut text = String::new();
    for node in &element.children {
        match node {
            Node::Text(piece) => text.push_str(piece),
            Node::Element(child) => match child.name.as_str() {
                "bpt" | "ept" | "ph" | "it" | "x" | "bx" | "ex" | "sc" | "ec" => {}
                "cp" => text.extend(
                    child
                        .attr("hex")
                        .and_then(|hex| char::from_u32(u32::from_str_radix(hex, 16).ok()?)),
                ),
                "mrk" if child.attr("mtype") == Some("x-sdl-deleted") => {}
                _ => text.push_str(&plain(child)),
            },
        }
    }
    text
}
