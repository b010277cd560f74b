//! Makes of a segment what the DTD of TMX 1.4 allows.

use crate::dtd;
use crate::fault::{Found, Rule};
use crate::inline::{Code, CodeKind, Inline, codes};
use crate::unit::{Detail, Prop};
use crate::write::write_text;

/// A strict segment, the props that stood in it by mistake, and what was changed.
#[derive(Default)]
pub(crate) struct Strict {
    pub(crate) seg: Vec<Inline>,
    pub(crate) props: Vec<Detail>,
    pub(crate) changes: Vec<Found>,
    /// The `i` of new pairs, and the `i` of those that began and did not end yet.
    next: usize,
    open: Vec<String>,
}

impl Strict {
    pub(crate) fn of(seg: Vec<Inline>) -> Self {
        let mut strict = Self { next: 1, ..Self::default() };
        codes(&seg, &mut |code| {
            if let Some(used) = code.attributes.get("i").and_then(|i| i.parse::<usize>().ok()) {
                strict.next = strict.next.max(used.saturating_add(1));
            }
        });
        strict.seg = strict.flow(seg);
        strict
    }

    fn push(&mut self, rule: Rule, fault: impl Into<String>, done: impl Into<String>) {
        self.changes.push(Found::new(rule, 0, fault, done));
    }

    /// The content of `seg`, `hi` and `sub`.
    fn flow(&mut self, content: Vec<Inline>) -> Vec<Inline> {
        let mut flow = Vec::with_capacity(content.len());
        for inline in content {
            match inline {
                Inline::Text(mut text) => {
                    if crate::characters::drop_illegal(&mut text) {
                        self.push(
                            Rule::CharacterIllegal,
                            "a character that XML forbids",
                            "left out",
                        );
                    }
                    push_text(&mut flow, &text);
                }
                beside @ (Inline::Comment(_) | Inline::Instruction(_)) => flow.push(beside),
                Inline::Code(code) => self.code(code, &mut flow),
            }
        }
        flow
    }

    fn code(&mut self, mut code: Code, flow: &mut Vec<Inline>) {
        match &code.kind {
            CodeKind::Foreign(name) if matches!(name.as_str(), "prop" | "note") => {
                let kind = code.attributes.get("type").unwrap_or("x-unknown").to_owned();
                let mut text = String::new();
                crate::inline::push_text(&code.content, &mut text);
                let fault = format!("<{name}> stands inside a <seg>");
                self.push(Rule::ElementMisplaced, fault, "written as a prop before it");
                self.props.push(Detail::Prop(Prop::new(&kind, text)));
            }
            CodeKind::Foreign(name) => {
                let fault = format!("<{name}> stands inside a <seg>");
                self.push(Rule::ElementForeign, fault, "written as codes that hold its tags");
                self.foreign(code, flow);
            }
            CodeKind::Sub => {
                self.push(Rule::ElementMisplaced, "<sub> stands in text", "written inside a <ph>");
                code.content = self.flow(code.content);
                self.attributes(&mut code);
                let mut placeholder = Code::new(CodeKind::Ph, []);
                placeholder.content.push(Inline::Code(code));
                flow.push(Inline::Code(placeholder));
            }
            CodeKind::Hi => {
                code.content = self.flow(code.content);
                self.attributes(&mut code);
                flow.push(Inline::Code(code));
            }
            _ => {
                code.content = self.native(code.content);
                self.attributes(&mut code);
                flow.push(Inline::Code(code));
            }
        }
    }

    /// A foreign element: its tags become the content of codes, its text stays text.
    fn foreign(&mut self, code: Code, flow: &mut Vec<Inline>) {
        let mut tag = String::new();
        write_text::push_start_tag(
            code.kind.name(),
            &code.attributes,
            code.content.is_empty(),
            &mut tag,
        );
        if code.content.is_empty() {
            let mut placeholder = Code::new(CodeKind::Ph, []);
            placeholder.content.push(Inline::Text(tag));
            flow.push(Inline::Code(placeholder));
            return;
        }
        let number = self.next.to_string();
        self.next += 1;
        let mut begin = Code::new(CodeKind::Bpt, [("i", number.as_str())]);
        begin.content.push(Inline::Text(tag));
        let mut end = Code::new(CodeKind::Ept, [("i", number.as_str())]);
        end.content.push(Inline::Text(format!("</{}>", code.kind.name())));
        flow.push(Inline::Code(begin));
        for inline in self.flow(code.content) {
            match inline {
                Inline::Text(text) => push_text(flow, &text),
                other => flow.push(other),
            }
        }
        flow.push(Inline::Code(end));
    }

    /// The content of a code: native markup as text, and flows.
    fn native(&mut self, content: Vec<Inline>) -> Vec<Inline> {
        let mut native = Vec::with_capacity(content.len());
        for inline in content {
            match inline {
                Inline::Text(mut text) => {
                    crate::characters::drop_illegal(&mut text);
                    push_text(&mut native, &text);
                }
                beside @ (Inline::Comment(_) | Inline::Instruction(_)) => native.push(beside),
                Inline::Code(mut code) if code.kind == CodeKind::Sub => {
                    code.content = self.flow(code.content);
                    self.attributes(&mut code);
                    native.push(Inline::Code(code));
                }
                Inline::Code(code) => {
                    let fault = format!("<{}> stands inside a code", code.kind.name());
                    self.push(Rule::ElementMisplaced, fault, "its text is kept");
                    let inner = self.native(code.content);
                    for inline in inner {
                        match inline {
                            Inline::Text(text) => push_text(&mut native, &text),
                            other => native.push(other),
                        }
                    }
                }
            }
        }
        native
    }

    /// The attributes that the DTD wants and allows.
    fn attributes(&mut self, code: &mut Code) {
        let name = code.kind.name().to_owned();
        match code.kind {
            CodeKind::Bpt => {
                if code.attributes.get("i").is_none() {
                    let number = self.next.to_string();
                    self.next += 1;
                    self.push(
                        Rule::AttributeMissing,
                        "<bpt> has no i",
                        format!("written as {number}"),
                    );
                    code.attributes.set("i", number);
                }
                self.open.extend(code.attributes.get("i").map(str::to_owned));
            }
            CodeKind::Ept => {
                if let Some(number) = code.attributes.get("i") {
                    self.open.retain(|open| *open != number);
                } else {
                    let number = self.open.pop().unwrap_or_else(|| self.next.to_string());
                    let done = format!("written as {number}");
                    self.push(Rule::AttributeMissing, "<ept> has no i", done);
                    code.attributes.set("i", number);
                }
            }
            CodeKind::It => match code.attributes.get("pos").map(str::to_owned) {
                Some(pos) if matches!(pos.as_str(), "begin" | "end") => {}
                pos => {
                    let ends = pos.as_deref().is_some_and(|pos| pos.eq_ignore_ascii_case("end"));
                    let written = if ends { "end" } else { "begin" };
                    let fault = format!("pos of <it> is {:?}", pos.unwrap_or_default());
                    self.push(Rule::ValueIllegal, fault, format!("written as {written}"));
                    code.attributes.set("pos", written);
                }
            },
            _ => {}
        }
        let known = dtd::code(&code.kind);
        let mut dropped = Vec::new();
        code.attributes.retain(|attribute, value| {
            let keep = known.contains(&attribute);
            if !keep {
                dropped.push(format!("<{name}> has the attribute {attribute}=\"{value}\""));
            }
            keep
        });
        for fault in dropped {
            self.push(Rule::AttributeUnknown, fault, "left out");
        }
        for value in code.attributes.values_mut() {
            crate::characters::drop_illegal(value);
        }
    }
}

/// Adds text, to the text before it if there is some.
fn push_text(content: &mut Vec<Inline>, text: &str) {
    match content.last_mut() {
        _ if text.is_empty() => {}
        Some(Inline::Text(last)) => last.push_str(text),
        _ => content.push(Inline::Text(text.to_owned())),
    }
}
