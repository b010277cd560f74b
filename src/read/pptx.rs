//! Slides (PPTX): the text of each slide in order, with its speaker notes behind it.

use diptych_segments::{Layout, Role};

use super::{
    archive::{Archive, resolve},
    error::{Error, ErrorKind},
    flow::{BREAK, Flow},
    formula,
    input::{Input, Options},
    reader::{Content, Reader},
    report::Report,
    xml::{self, Element},
};

/// Reads PPTX.
pub(super) struct Pptx;

impl Reader for Pptx {
    fn read(&self, input: &Input, _: &Options, report: &mut Report) -> Result<Content, Error> {
        slides(&input.bytes, report).map_err(|kind| Error::new(report.file.clone(), kind))
    }
}

/// Placeholders that repeat on every slide.
const REPEATED: &[&str] = &["dt", "ftr", "sldNum", "hdr", "sldImg"];

fn slides(bytes: &[u8], report: &mut Report) -> Result<Content, ErrorKind> {
    const MAIN: &str = "ppt/presentation.xml";
    let mut archive = Archive::open(bytes)?;
    let main = tree(&mut archive, MAIN)?;
    let parts = relations(&mut archive, MAIN)?;
    let mut flow = Flow::default();
    let ids = main.find("sldIdLst").into_iter().flat_map(Element::elements);
    // Of the two attributes called id, that with the prefix comes last.
    let ids: Vec<String> =
        ids.filter_map(|slide| slide.last_attr("id").map(str::to_owned)).collect();
    for (number, id) in (1..).zip(ids) {
        let Some((_, part)) = parts.iter().find(|(relation, _)| relation.id == id) else {
            continue;
        };
        let slide = tree(&mut archive, part)?;
        if slide.attr("show") == Some("0") {
            let place = Some(format!("slide {number}"));
            report.leave_out(
                "hidden slides",
                "the program does not show them",
                place,
                &slide.text_of("a:t"),
            );
            continue;
        }
        let others = relations(&mut archive, part)?;
        let diagrams: Vec<&String> = others
            .iter()
            .filter(|(it, _)| it.kind == "diagramData")
            .map(|(_, part)| part)
            .collect();
        shapes(&slide, number, &mut flow, report);
        for diagram in diagrams {
            let data = tree(&mut archive, diagram)?;
            paragraphs(&data, Role::Paragraph, number, &mut flow);
        }
        for (_, notes) in others.iter().filter(|(it, _)| it.kind == "notesSlide") {
            let notes = tree(&mut archive, notes)?;
            shapes(&notes, number, &mut flow, report);
        }
    }
    Ok(Content::Blocks(Layout::Structured, flow.blocks))
}

struct Relation {
    id: String,
    kind: String,
}

/// What a part refers to inside the archive.
fn relations(archive: &mut Archive<'_>, of: &str) -> Result<Vec<(Relation, String)>, ErrorKind> {
    let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
    let name = format!("{folder}/_rels/{file}.rels");
    if !archive.has(&name) {
        return Ok(Vec::new());
    }
    let root = tree(archive, &name)?;
    let relation = |e: &Element| {
        let target = e.attr("Target").filter(|_| e.attr("TargetMode") != Some("External"))?;
        let kind = e.attr("Type")?.rsplit('/').next()?.to_owned();
        Some((Relation { id: e.attr("Id")?.to_owned(), kind }, resolve(of, target)))
    };
    Ok(root.elements().filter_map(relation).collect())
}

fn tree(archive: &mut Archive<'_>, part: &str) -> Result<Element, ErrorKind> {
    let bytes = archive.required(part)?;
    let mut report = Report::new(part, super::Format::Pptx);
    let text = xml::decode(&bytes, &Options::default(), &mut report).map_err(Error::into_kind)?;
    xml::parse(&text)
}

/// The text of the shapes of a slide, in their order.
fn shapes(element: &Element, slide: usize, flow: &mut Flow, report: &mut Report) {
    match element.name.as_str() {
        "sp" => {
            let kind = element.find("ph").and_then(|ph| ph.attr("type"));
            if kind.is_some_and(|kind| REPEATED.contains(&kind)) {
                let text = element.text_of("a:t");
                if !text.trim().is_empty() {
                    let why = "they repeat on every slide";
                    report.leave_out(
                        "headers and footers",
                        why,
                        Some(format!("slide {slide}")),
                        &text,
                    );
                }
                return;
            }
            let role = match kind {
                Some("title" | "ctrTitle") => Role::Heading(1),
                _ => Role::Paragraph,
            };
            paragraphs(element, role, slide, flow);
        }
        // What stands in it stands in the choice too.
        "mc:Fallback" => {}
        "graphicFrame" => paragraphs(element, Role::Paragraph, slide, flow),
        "pic" => {
            report.leave_out("pictures", "they hold no text", Some(format!("slide {slide}")), "");
        }
        _ => element.elements().for_each(|e| shapes(e, slide, flow, report)),
    }
}

/// The paragraphs of `DrawingML` in an element.
fn paragraphs(element: &Element, role: Role, slide: usize, flow: &mut Flow) {
    if element.name != "a:p" {
        element.elements().for_each(|e| paragraphs(e, role, slide, flow));
        return;
    }
    let mut text = String::new();
    for run in element.elements() {
        match run.name.as_str() {
            "a:br" => text.push(BREAK),
            "a:r" | "a:fld" => {
                let piece = run.text_of("a:t");
                let shift = run.child("a:rPr").and_then(|p| p.attr("baseline"));
                let shift: i64 = shift
                    .and_then(|shift| shift.trim_end_matches('%').parse().ok())
                    .unwrap_or_default();
                match shift.signum() {
                    1 => text.push_str(&formula::raised(&text, &piece)),
                    -1 => text.push_str(&formula::lowered(&text, &piece)),
                    _ => text.push_str(&piece),
                }
            }
            _ => text.push_str(&run.text_of("m:t")),
        }
    }
    let first = flow.blocks.len();
    flow.push(role, &text, 0);
    flow.blocks[first..].iter_mut().for_each(|block| block.page = Some(slide));
}
