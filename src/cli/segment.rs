//! `diptych segment`: a document as paragraphs and sentences.

use std::io::{self, Write};
use std::path::PathBuf;

use diptych_segments::{Layout, Role, Text};

use super::args::TextArgs;
use super::console::Console;
use super::outcome::{Outcome, Outcomes};
use crate::output::{Set, refuse};
use crate::prepare;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The document; `-` is the standard input.
    file: PathBuf,
    /// The language, zh or en (default: detect).
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// The encoding (default: detect).
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    #[command(flatten)]
    text: TextArgs,
    /// What to print.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Print the page numbers and running heads that were left out, on stderr.
    #[arg(long)]
    show_dropped: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One segment a line, a blank line between blocks; body, then notes.
    Text,
    /// One block a line, in document order.
    Jsonl,
}

/// What is written of a document.
#[derive(Debug, Clone, Copy)]
enum Out {
    /// Its segments.
    Segments,
    /// What was read and left out: `--input-report`.
    Input,
}

pub(crate) fn run(args: &Args, console: &Console) -> Outcomes {
    if let Some(report) = &args.text.input_report {
        let inputs = std::iter::once(&args.file).chain(&args.text.srx);
        refuse([report.as_path()], &inputs.map(PathBuf::as_path).collect::<Vec<_>>())?;
    }
    let options =
        args.text.options(("--encoding", args.encoding.as_deref()), args.lang.as_deref(), false)?;
    let prepared = prepare::one(&args.file, &options)?;
    super::summary::input(&prepared, args.text.layout == Layout::Auto, console);
    if args.show_dropped {
        for paragraph in prepared.text.paragraphs().iter().filter(|p| p.role == Role::Furniture) {
            let reason = paragraph.reason.unwrap_or("furniture");
            console.answer(format!(
                "{}:{}: left out ({reason}): {}",
                prepared.side.file, paragraph.line, paragraph.text
            ));
        }
    }
    let mut outputs = Set::default().or_stdout(Out::Segments);
    if let Some(path) = &args.text.input_report {
        outputs.add(path.clone(), Out::Input);
    }
    outputs.write(|what, out| match (what, args.format) {
        (Out::Input, _) => out.write_all(prepared.report.to_jsonl().as_bytes()),
        (Out::Segments, Format::Text) => text(&prepared.text, prepared.layout, out),
        (Out::Segments, Format::Jsonl) => jsonl(&prepared.text, out),
    })?;
    Ok(Outcome::Clean)
}

fn text(text: &Text, layout: Layout, out: &mut dyn Write) -> io::Result<()> {
    let mut block = None;
    for (number, segment) in text.segments().iter().enumerate() {
        if block.is_some_and(|b| b != segment.paragraph) && layout != Layout::Lines {
            writeln!(out)?;
        }
        block = Some(segment.paragraph);
        writeln!(out, "{}", text.segment(number))?;
    }
    Ok(())
}

/// A block of `--format jsonl`.
#[derive(serde::Serialize)]
struct Block<'a> {
    kind: &'static str,
    page: Option<usize>,
    line: usize,
    label: Option<&'a str>,
    text: &'a str,
    segments: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<f32>,
}

fn jsonl(text: &Text, out: &mut dyn Write) -> io::Result<()> {
    let mut segments: Vec<Vec<&str>> = vec![vec![]; text.paragraphs().len()];
    for (number, segment) in text.segments().iter().enumerate() {
        segments[segment.paragraph].push(text.segment(number));
    }
    for (paragraph, segments) in text.paragraphs().iter().zip(segments) {
        let block = Block {
            kind: kind(paragraph.role),
            page: paragraph.page,
            line: paragraph.line,
            label: paragraph.label.as_deref(),
            text: &paragraph.text,
            segments,
            reason: paragraph.reason,
            confidence: (paragraph.confidence < 1.0).then_some(paragraph.confidence),
        };
        serde_json::to_writer(&mut *out, &block)?;
        writeln!(out)?;
    }
    Ok(())
}

fn kind(role: Role) -> &'static str {
    match role {
        Role::Title => "title",
        Role::Heading(_) => "heading",
        Role::Abstract => "abstract",
        Role::Note => "note",
        Role::Furniture => "furniture",
        _ => "paragraph",
    }
}
