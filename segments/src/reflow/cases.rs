//! One case a rule: what comes out with it, and that something else comes out without it.

use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use super::body::JOINS;
use super::furniture::HEADS;
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
