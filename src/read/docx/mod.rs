//! Word documents (DOCX): the main text with its notes, as it stands when
//! every tracked change is accepted.

mod body;
mod drawing;
mod fields;
mod note_marks;
mod notes;
mod numbering;
mod run;
mod state;
mod styles;
mod symbols;

use std::collections::HashMap;

use diptych_segments::Layout;

use super::{
    archive::{Archive, resolve},
    error::{Error, ErrorKind},
    input::{Input, Options},
    reader::{Content, Reader},
    report::Report,
    xml::{self, Element, Pulled, Xml},
};
use drawing::diagram;
use notes::Notes;
use numbering::Numbering;
use state::Body;
use styles::Styles;

/// Reads DOCX.
pub(super) struct Docx;

impl Reader for Docx {
    fn read(
        &self,
        input: &Input,
        options: &Options,
        report: &mut Report,
    ) -> Result<Content, Error> {
        let shown = report.file.clone();
        let fail = |kind| Error::new(shown.clone(), kind);
        let mut archive = Archive::open(&input.bytes).map_err(fail)?;
        let main = relations(&mut archive, "", options)
            .map_err(fail)?
            .into_iter()
            .find(|r| r.kind == "officeDocument")
            .map_or_else(|| "word/document.xml".to_owned(), |r| r.target);
        let parts = relations(&mut archive, &main, options).map_err(fail)?;
        let mut tree = |kind: &str| -> Result<Option<Element>, ErrorKind> {
            let Some(relation) = parts.iter().find(|r| r.kind == kind) else { return Ok(None) };
            archive
                .part(&relation.target)?
                .map(|bytes| xml::parse(&decoded(&bytes, options)?))
                .transpose()
        };
        let styles = Styles::new(tree("styles").map_err(fail)?.as_ref());
        let footnotes = Notes::new(tree("footnotes").map_err(fail)?);
        let numbering = Numbering::new(tree("numbering").map_err(fail)?.as_ref());
        let endnotes = Notes::new(tree("endnotes").map_err(fail)?);
        let mut diagrams = HashMap::new();
        for relation in &parts {
            if relation.kind == "diagramData" {
                let read = archive.part(&relation.target).ok().flatten();
                let data = read.and_then(|bytes| xml::parse(&decoded(&bytes, options).ok()?).ok());
                diagrams.extend(data.map(|data| (relation.id.clone(), diagram(&data))));
            }
            leave_out(relation, &mut archive, options, report);
        }
        let text = decoded(&archive.required(&main).map_err(fail)?, options).map_err(fail)?;
        let mut body = Body::new(&styles, numbering, footnotes, endnotes, diagrams, report);
        read_body(&text, &mut body).map_err(fail)?;
        Ok(Content::Blocks(Layout::Structured, body.finish()))
    }
}

/// Tells of a part that is not read, with its text where it has any.
fn leave_out(
    relation: &Relation,
    archive: &mut Archive<'_>,
    options: &Options,
    report: &mut Report,
) {
    // Damage in what is not read is no reason to read nothing.
    let mut tree =
        || xml::parse(&decoded(&archive.part(&relation.target).ok()??, options).ok()?).ok();
    let (what, why) = match relation.kind.as_str() {
        "header" | "footer" => {
            let text = tree().map(|part| part.text_of("w:t")).unwrap_or_default();
            if !text.trim().is_empty() {
                report.leave_out(
                    "headers and footers",
                    "they repeat on every page",
                    Some(relation.target.clone()),
                    text.trim(),
                );
            }
            return;
        }
        "comments" => {
            for comment in tree().iter().flat_map(Element::elements) {
                let text = comment.text_of("w:t");
                report.leave_out("comments", "they are not part of the text", None, text.trim());
            }
            return;
        }
        "chart" => ("charts", "they are drawings"),
        "aFChunk" | "subDocument" => ("embedded documents", "a file inside a file is not opened"),
        _ => return,
    };
    report.leave_out(what, why, Some(relation.target.clone()), "");
}

/// Pulls the main text block by block, so that a long document never stands in memory as a tree.
fn read_body(text: &str, body: &mut Body<'_>) -> Result<(), ErrorKind> {
    let mut xml = Xml::new(text);
    let mut is_word = false;
    loop {
        match xml.pull()? {
            Pulled::Start(element) => match element.name.as_str() {
                "w:document" | "w:body" => is_word = true,
                _ if !is_word => break,
                _ => body.block(&xml.tree(element)?),
            },
            Pulled::Eof => break,
            Pulled::End | Pulled::Text(_) => {}
        }
    }
    if is_word {
        Ok(())
    } else {
        Err(ErrorKind::Damaged("its main part is no Word text".to_owned()))
    }
}

/// A part that another part refers to.
struct Relation {
    id: String,
    /// The last step of the relation's type.
    kind: String,
    /// The name of the part.
    target: String,
}

/// What the part `of` refers to inside the archive (the archive itself for `""`).
fn relations(
    archive: &mut Archive<'_>,
    of: &str,
    options: &Options,
) -> Result<Vec<Relation>, ErrorKind> {
    let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let Some(bytes) = archive.part(&format!("{folder}_rels/{file}.rels"))? else {
        return Ok(Vec::new());
    };
    let root = xml::parse(&decoded(&bytes, options)?)?;
    let relation = |e: &Element| {
        let inside = e.attr("TargetMode") != Some("External");
        let target = e.attr("Target").filter(|_| inside)?;
        let kind = e.attr("Type")?.rsplit('/').next()?.to_owned();
        let id = e.attr("Id").unwrap_or_default().to_owned();
        Some(Relation { id, kind, target: resolve(of, target) })
    };
    Ok(root.elements().filter_map(relation).collect())
}

/// A part as text; its encoding is its own affair, not the option's.
fn decoded(bytes: &[u8], options: &Options) -> Result<String, ErrorKind> {
    let options = Options { encoding: None, ..options.clone() };
    xml::decode(bytes, &options, &mut Report::new("", super::Format::Docx))
        .map_err(Error::into_kind)
}
