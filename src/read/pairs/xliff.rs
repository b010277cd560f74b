//! XLIFF 1.2 and 2.x, and SDLXLIFF.

use super::bilingual::Bilingual;
use super::state::{self, Unready};
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
        let mut taken = Taken { both: &mut both, report, all_states: options.all_states };
        units(&text, &mut taken).map_err(|kind| Error::new(input.shown.clone(), kind))?;
        Ok(Content::Pairs(both))
    }
}

/// The pairs so far, and which are taken.
struct Taken<'r> {
    both: &'r mut Bilingual,
    report: &'r mut Report,
    /// Also targets that are no translations yet.
    all_states: bool,
}

impl Taken<'_> {
    /// Adds a pair; without its target where that is not ready.
    fn push(
        &mut self,
        id: Option<&str>,
        source: &str,
        target: &str,
        line: usize,
        state: Option<Unready>,
    ) {
        let state = state.or_else(|| state::of_text(target)).filter(|_| !target.trim().is_empty());
        let Some(unready) = state.filter(|_| !self.all_states) else {
            return self.both.push(id, source, target, line);
        };
        let (what, why) = unready.told();
        self.report.leave_out(what, why, Some(format!("line {line}")), target);
        self.both.push(id, source, "", line);
    }
}

/// Pulls the units one by one, so that a large file never stands in memory as a tree.
fn units(text: &str, taken: &mut Taken<'_>) -> Result<(), ErrorKind> {
    let mut xml = Xml::new(text);
    // What each open element says of its units, or has from the one around it.
    let mut locked = vec![false];
    loop {
        match xml.pull()? {
            Pulled::Start(element) => match element.name.as_str() {
                "trans-unit" | "unit" => {
                    let unit = xml.tree(element)?;
                    if is_locked(&unit, &locked) {
                        taken.report.leave_out(
                            "units not to be translated",
                            "the file says so",
                            Some(format!("line {}", unit.line)),
                            "",
                        );
                    } else if unit.name == "unit" {
                        v2_unit(&unit, taken);
                    } else {
                        v1_unit(&unit, taken);
                    }
                }
                // Translations that a tool only proposes, and the original file.
                "alt-trans" | "header" | "skeleton" | "internal-file" | "bin-unit" => {
                    drop(xml.tree(element)?);
                }
                name => {
                    match name {
                        "xliff" => languages(&element, ("srcLang", "trgLang"), taken.both),
                        "file" => {
                            languages(&element, ("source-language", "target-language"), taken.both);
                        }
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
fn v1_unit(unit: &Element, taken: &mut Taken<'_>) {
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
    let state = unit.child("target").and_then(|target| state::of_unit(unit, target));
    if segments.is_empty() || (targets.is_empty() && !whole.trim().is_empty()) {
        taken.push(id, &side("source"), &whole, unit.line, state);
        return;
    }
    let studio: Vec<&Element> =
        unit.child("seg-defs").into_iter().flat_map(Element::elements).collect();
    for source in segments {
        let mid = source.attr("mid").unwrap_or("");
        let target = targets.iter().find(|t| t.attr("mid") == Some(mid)).map(|t| plain(t));
        let id = id.map(|id| format!("{id}/{mid}"));
        let of_segment = studio.iter().find(|it| it.attr("id") == Some(mid));
        let state = of_segment.and_then(|it| state::of_studio(it)).or(state);
        let target = target.unwrap_or_default();
        taken.push(id.as_deref(), &plain(source), &target, source.line, state);
    }
}

/// A unit of XLIFF 2: its segments stand side by side.
fn v2_unit(unit: &Element, taken: &mut Taken<'_>) {
    for segment in unit.elements().filter(|e| e.name == "segment") {
        let side = |name| segment.child(name).map(plain).unwrap_or_default();
        let id = unit.attr("id").map(|id| match segment.attr("id") {
            Some(part) => format!("{id}/{part}"),
            None => id.to_owned(),
        });
        let state = state::of_segment(segment);
        taken.push(id.as_deref(), &side("source"), &side("target"), segment.line, state);
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
                "ph" | "x" if is_line_break(child) => text.push(' '),
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

/// Whether a code breaks the line: by its type (`ctype="lb"` in 1.2, `subType="xlf:lb"` in 2), or by the
/// tag `<br>` that it holds.
fn is_line_break(code: &Element) -> bool {
    let native = || {
        let native = plain(code);
        let tag = native.trim().strip_prefix('<').and_then(|tag| tag.strip_suffix('>'));
        tag.is_some_and(|tag| tag.trim_end_matches([' ', '/']).eq_ignore_ascii_case("br"))
    };
    code.attr("ctype") == Some("lb") || code.attr("subType") == Some("xlf:lb") || native()
}
