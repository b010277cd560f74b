//! Runs: what stands in a paragraph, and what only seems to.

use super::{drawing::chosen, state::Body, symbols};
use crate::read::{
    flow::BREAK,
    formula,
    omml::{is_set, math},
    xml::Element,
};

impl Body<'_> {
    /// Reads the runs in a paragraph or in what wraps runs.
    pub(super) fn inlines(
        &mut self,
        element: &Element,
        paragraph: Option<&Element>,
        text: &mut String,
    ) {
        for child in element.elements() {
            match child.name.as_str() {
                "w:r" => {
                    if self.styles.is_hidden(child.child("w:rPr"), paragraph) {
                        let mut hidden = String::new();
                        self.run(child, paragraph, &mut hidden);
                        if !hidden.trim().is_empty() {
                            self.report.leave_out(
                                "hidden text",
                                "Word does not show it",
                                None,
                                &hidden,
                            );
                        }
                    } else {
                        self.run(child, paragraph, text);
                    }
                }
                "w:ins" | "w:moveTo" | "w:hyperlink" | "w:smartTag" | "w:customXml"
                | "w:fldSimple" | "w:dir" | "w:bdo" => self.inlines(child, paragraph, text),
                "w:sdt" => {
                    self.control(child, |body, content| body.inlines(content, paragraph, text));
                }
                "w:del" | "w:moveFrom" => {
                    self.report.leave_out(
                        "tracked deletions",
                        "they are deleted",
                        None,
                        &(child.text_of("w:delText") + &child.text_of("w:t")),
                    );
                }
                "mc:AlternateContent" => {
                    if let Some(choice) = chosen(child) {
                        self.inlines(choice, paragraph, text);
                    }
                }
                "m:oMath" | "m:oMathPara" => {
                    formula::push(text, &math(child), child.elements().next().is_some_and(is_set));
                }
                _ => {}
            }
        }
    }

    /// Reads what stands in a run, or in what wraps a run's content.
    fn run(&mut self, run: &Element, paragraph: Option<&Element>, text: &mut String) {
        for child in run.elements() {
            match child.name.as_str() {
                "w:fldChar" => self.field(child, text),
                "w:instrText" => self.fields.add_code(&child.text()),
                _ if self.fields.in_code() => {}
                "w:t" => {
                    let piece = child.text();
                    let kept = match child.attr("space") {
                        Some("preserve") => piece.as_str(),
                        // Only what XML calls white space: an ideographic space is text.
                        _ => piece.trim_matches([' ', '\t', '\n', '\r']),
                    };
                    match run.child("w:rPr").and_then(|p| p.child("w:vertAlign")?.attr("val")) {
                        Some("superscript") => text.push_str(&formula::raised(text, kept)),
                        Some("subscript") => text.push_str(&formula::lowered(text, kept)),
                        _ => text.push_str(kept),
                    }
                    self.fields.add_result(kept);
                }
                "w:tab" | "w:ptab" => text.push('\t'),
                "w:br" | "w:cr" => text.push(BREAK),
                "w:noBreakHyphen" => text.push('-'),
                "w:sym" | "symEx" => self.symbol(child, text),
                "w:footnoteReference" | "w:endnoteReference" => {
                    self.note_mark(child, run, text);
                    if child.attr("customMarkFollows").is_some_and(|v| v != "0") {
                        return;
                    }
                }
                "w:ruby" => {
                    if let Some(base) = child.child("w:rubyBase") {
                        self.inlines(base, paragraph, text);
                    }
                    let reading =
                        child.child("w:rt").map(|rt| rt.text_of("w:t")).unwrap_or_default();
                    self.report.leave_out(
                        "ruby readings",
                        "only what they stand over is text",
                        None,
                        &reading,
                    );
                }
                "mc:AlternateContent" => {
                    if let Some(choice) = chosen(child) {
                        self.run(choice, paragraph, text);
                    }
                }
                "w:drawing" | "w:pict" | "w:object" => self.drawing(child),
                _ => {}
            }
        }
    }

    fn field(&mut self, mark: &Element, text: &mut String) {
        match mark.attr("fldCharType") {
            Some("begin") => {
                self.report.leave_out("field codes", "only their results are text", None, "");
                self.fields.begin(mark.child("w:ffData").and_then(form_value));
            }
            Some("separate") => self.fields.separate(),
            Some("end") => {
                let shown = self.fields.end();
                if !self.fields.in_code() {
                    text.push_str(&shown);
                }
            }
            _ => {}
        }
    }

    /// A character of a symbol font: kept where it is known which character it shows.
    fn symbol(&mut self, symbol: &Element, text: &mut String) {
        let code = symbol.attr("char").and_then(|c| u32::from_str_radix(c, 16).ok());
        match code.and_then(|code| symbols::character(symbol.attr("font").unwrap_or(""), code)) {
            Some(c) => text.push(c),
            None => {
                self.report.leave_out("symbols", "their font gives them a private code", None, "");
            }
        }
    }
}

/// What a form field shows: the chosen entry of a list, or a box.
fn form_value(data: &Element) -> Option<String> {
    let value = |e: &Element, name: &str| e.child(name).map(|e| e.attr("val").map(str::to_owned));
    if let Some(list) = data.child("w:ddList") {
        let chosen = value(list, "w:result").or_else(|| value(list, "w:default")).flatten();
        let at = chosen.and_then(|at| at.parse().ok()).unwrap_or(0);
        let entry = list.elements().filter(|e| e.name == "w:listEntry").nth(at)?;
        return entry.attr("val").map(str::to_owned);
    }
    let checkbox = data.child("w:checkBox")?;
    let is_on = value(checkbox, "w:checked").or_else(|| value(checkbox, "w:default"));
    let is_on = is_on.is_some_and(|on| on.is_none_or(|on| !matches!(on.as_str(), "0" | "false")));
    Some(if is_on { "☒" } else { "☐" }.to_owned())
}
