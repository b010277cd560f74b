//! One case a rule: what comes out with it, and that something else comes out without it.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use super::body::{JOINS, Words, tidy};
use super::furniture::{HEADS, page_number};
use super::lines::author::is_author;
use super::lines::label::{self, Label};
use super::lines::line::is_finished;
use super::lines::page_style::PageStyle;
use super::lines::{heading, item, read};
use super::notes::find::NOTES;
use super::rule::OFF;
use crate::{Document, Lang, Layout, detect, reflow};

fn shown(text: &str) -> String {
    let mut document = Document::from_lines("case", text);
    document.layout = Layout::Extracted;
    let lang = detect(text).lang().unwrap_or(Lang::En);
    let mut shown = String::new();
    for paragraph in reflow(lang, &document).unwrap_or_default() {
        let (role, sure) = (paragraph.role, paragraph.confidence);
        let _ = writeln!(shown, "{role:?}, {sure}: {}", paragraph.text);
    }
    shown
}

#[test]
fn every_rule_has_a_case_that_fails_without_it() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/documents/rules");
    let names = JOINS.iter().map(|rule| rule.name).chain(HEADS.iter().map(|rule| rule.name));
    let names = names.chain(NOTES.iter().map(|rule| rule.name));
    let mut wrong = Vec::new();
    for name in names {
        let file = folder.join(name.replace(": ", "-").replace(' ', "-")).with_extension("txt");
        let text = fs::read_to_string(&file).unwrap_or_default();
        let given = shown(&text);
        let gold = file.with_extension("gold");
        if std::env::var_os("DIPTYCH_BLESS").is_some() {
            let _ = fs::write(&gold, &given);
        }
        if fs::read_to_string(&gold).unwrap_or_default().replace("\r\n", "\n") != given {
            wrong.push(format!("{name}: comes out otherwise"));
        }
        OFF.set(name);
        if shown(&text) == given {
            wrong.push(format!("{name}: nothing changes without it"));
        }
        OFF.set("");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// What one of the questions about a single line answers.
fn answer(question: &str, text: &str) -> String {
    let (name, lang) = match question.rsplit_once(' ') {
        Some((name, "zh")) => (name, Lang::Zh),
        Some((name, "en")) => (name, Lang::En),
        _ => (question, Lang::En),
    };
    let yes = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    let label = |label: Option<Label>| label.map_or("no".to_owned(), |it| format!("{it:?}"));
    match name {
        "author" => yes(is_author(lang, text)),
        "heading" => heading::sort(lang, text).map_or("no".to_owned(), |it| format!("{it:?}")),
        "bare number" => yes(heading::is_bare_number(lang, text)),
        "article" => yes(heading::is_article_number(text)),
        "opens notes" => yes(heading::opens_notes(text)),
        "title case" => yes(heading::is_title_case(text)),
        "abstract" => heading::abstract_label(text).map_or("no", |end| &text[..end]).to_owned(),
        "key words" => yes(heading::is_keywords(text)),
        "item" => yes(item::is_item(text)),
        "bulleted" => yes(item::is_bulleted(text)),
        "contents" => yes(item::is_contents_line(text)),
        "label" => label(Label::read(text)),
        "label alone" => label(Label::alone(text)),
        "marks" => {
            let mut marks = String::new();
            label::marks(text, |style, number| {
                let _ = write!(marks, "{style:?} {number} ");
            });
            marks
        }
        "reference" => yes(label::is_reference(text)),
        "strict reference" => yes(label::is_strict_reference(text)),
        "bibliography" => yes(label::starts_with_author(text)),
        "finished" => yes(is_finished(text)),
        "page number" => page_number(text).map_or("no".to_owned(), |it| format!("{it:?}")),
        "joined" => {
            let document = Document::from_lines("line", &text.replace('¦', "\n"));
            let lines = read::lines(lang, &document);
            let words = Words::of(&lines, &PageStyle::of(lang, &lines));
            let mut joined = String::new();
            for line in &lines {
                words.append(&mut joined, &line.text);
            }
            joined
        }
        _ => tidy(lang, text),
    }
}

#[test]
fn single_lines_look_like_what_they_are() {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/documents/lines.txt");
    let cases = fs::read_to_string(&file).unwrap_or_default();
    let mut given = String::new();
    for case in cases.lines() {
        let mut parts = case.splitn(3, " | ");
        let (Some(question), Some(text)) = (parts.next(), parts.next()) else {
            let _ = writeln!(given, "{case}");
            continue;
        };
        let mut plain = text.replace("\\t", "\t");
        for code in ["feff", "3000", "ad"] {
            let c = u32::from_str_radix(code, 16).ok().and_then(char::from_u32).unwrap_or(' ');
            plain = plain.replace(&format!("\\u{{{code}}}"), &c.to_string());
        }
        let answer = answer(question, &plain);
        let _ = writeln!(given, "{question} | {text} | {}", answer.trim_end());
    }
    if std::env::var_os("DIPTYCH_BLESS").is_some() {
        let _ = fs::write(&file, &given);
    }
    let wrong: Vec<_> = cases.lines().zip(given.lines()).filter(|(a, b)| a != b).collect();
    assert!(cases.lines().count() > 400 && wrong.is_empty(), "{wrong:#?}");
}
