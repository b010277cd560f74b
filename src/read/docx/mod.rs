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
    archive::Archive,
    error::{Error, ErrorKind},
    input::{Input, Options},
    reader::{Content, Reader},
    relations::{Relation, decoded, relations, tree},
    report::Report,
    xml::{Element, Pulled, Xml},
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
        let mut part = |kind: &str| -> Result<Option<Element>, Error> {
            let relation = parts.iter().find(|r| r.kind == kind && archive.has(&r.target));
            let part = relation.map(|it| tree(&mut archive, &it.target, options));
            part.transpose().map_err(fail)
        };
        let styles = Styles::new(part("styles")?.as_ref());
        let footnotes = Notes::new(part("footnotes")?);
        let numbering = Numbering::new(part("numbering")?.as_ref());
        let endnotes = Notes::new(part("endnotes")?);
        let mut diagrams = HashMap::new();
        for relation in &parts {
            if relation.kind == "diagramData" {
                let data = part_beside(relation, &mut archive, options, report);
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
    let (what, why) = match relation.kind.as_str() {
        "header" | "footer" => {
            let part = part_beside(relation, archive, options, report);
            let text = part.map(|part| part.text_of("w:t")).unwrap_or_default();
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
            let comments = part_beside(relation, archive, options, report);
            for comment in comments.iter().flat_map(Element::elements) {
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

/// A part beside the main text. Damage in it is no reason to read nothing.
fn part_beside(
    relation: &Relation,
    archive: &mut Archive<'_>,
    options: &Options,
    report: &mut Report,
) -> Option<Element> {
    if !archive.has(&relation.target) {
        return None;
    }
    let part = tree(archive, &relation.target, options);
    if part.is_err() {
        let place = Some(relation.target.clone());
        report.leave_out("damaged parts", "they cannot be read", place, "");
    }
    part.ok()
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
