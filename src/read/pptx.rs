//! Slides (PPTX): the text of each slide in order, with its speaker notes behind it.

use diptych_segments::{Layout, Role};

use super::{
    archive::Archive,
    drawingml::paragraph,
    error::{Error, ErrorKind},
    flow::Flow,
    input::{Input, Options},
    reader::{Content, Reader},
    relations::{Relation, relations, tree},
    report::Report,
    xml::Element,
};

/// Reads PPTX.
pub(super) struct Pptx;

impl Reader for Pptx {
    fn read(
        &self,
        input: &Input,
        options: &Options,
        report: &mut Report,
    ) -> Result<Content, Error> {
        slides(&input.bytes, options, report).map_err(|kind| Error::new(report.file.clone(), kind))
    }
}

/// Placeholders that repeat on every slide.
const REPEATED: &[&str] = &["dt", "ftr", "sldNum", "hdr", "sldImg"];

fn slides(bytes: &[u8], options: &Options, report: &mut Report) -> Result<Content, ErrorKind> {
    const MAIN: &str = "ppt/presentation.xml";
    let mut archive = Archive::open(bytes)?;
    let main = tree(&mut archive, MAIN, options)?;
    let parts = relations(&mut archive, MAIN, options)?;
    let mut flow = Flow::default();
    let ids = main.find("sldIdLst").into_iter().flat_map(Element::elements);
    // Of the two attributes called id, that with the prefix comes last.
    let ids: Vec<String> =
        ids.filter_map(|slide| slide.last_attr("id").map(str::to_owned)).collect();
    for (number, id) in (1..).zip(ids) {
        let Some(Relation { target: part, .. }) = parts.iter().find(|it| it.id == id) else {
            continue;
        };
        let slide = tree(&mut archive, part, options)?;
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
        let others = relations(&mut archive, part, options)?;
        shapes(&slide, number, &mut flow, report);
        for diagram in others.iter().filter(|it| it.kind == "diagramData") {
            let data = tree(&mut archive, &diagram.target, options)?;
            paragraphs(&data, Role::Paragraph, number, &mut flow);
        }
        for notes in others.iter().filter(|it| it.kind == "notesSlide") {
            let notes = tree(&mut archive, &notes.target, options)?;
            shapes(&notes, number, &mut flow, report);
        }
    }
    Ok(Content::Blocks(Layout::Structured, flow.blocks))
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
    // What stands in it stands in the choice too.
    if element.name == "mc:Fallback" {
        return;
    }
    if element.name != "a:p" {
        element.elements().for_each(|e| paragraphs(e, role, slide, flow));
        return;
    }
    let first = flow.blocks.len();
    flow.push(role, &paragraph(element), 0);
    flow.blocks[first..].iter_mut().for_each(|block| block.page = Some(slide));
}
