//! Fields: a code that Word computes, and the result that it shows.

use crate::read::{counting::circled, formula};

/// The fields that are open, outermost first.
#[derive(Default)]
pub(super) struct Fields {
    open: Vec<Field>,
}

#[derive(Default)]
struct Field {
    code: String,
    /// Whether its result (rather than its code) is being read.
    in_result: bool,
    /// Whether its result has text.
    has_text: bool,
    /// What a form field shows where it has no result.
    value: Option<String>,
}

impl Fields {
    /// A field begins; `value` is what a form field shows.
    pub(super) fn begin(&mut self, value: Option<String>) {
        self.open.push(Field { value, ..Field::default() });
    }

    /// Text of the results that are being read.
    pub(super) fn add_result(&mut self, text: &str) {
        self.open.iter_mut().for_each(|field| field.has_text |= !text.trim().is_empty());
    }

    /// Whether what is read stands in a table of contents.
    pub(super) fn in_contents(&self) -> bool {
        let is_contents = |field: &Field| field.code.split_whitespace().next() == Some("TOC");
        self.open.iter().any(|field| field.in_result && is_contents(field))
    }

    /// The code of the innermost field is complete; its result follows.
    pub(super) fn separate(&mut self) {
        if let Some(field) = self.open.last_mut() {
            field.in_result = true;
        }
    }

    /// Ends the innermost field. Gives what Word shows of a field that has no result.
    pub(super) fn end(&mut self) -> String {
        let Some(field) = self.open.pop() else { return String::new() };
        if let Some(value) = field.value.filter(|_| !field.has_text) {
            return value;
        }
        let code = field.code.trim();
        let shown = (!field.in_result).then(|| equation(code).or_else(|| button(code))).flatten();
        shown.unwrap_or_default()
    }

    pub(super) fn add_code(&mut self, text: &str) {
        if let Some(field) = self.open.last_mut().filter(|field| !field.in_result) {
            field.code.push_str(text);
        }
    }

    /// Whether what is read stands in a code, and so is no text.
    pub(super) fn in_code(&self) -> bool {
        self.open.iter().any(|field| !field.in_result)
    }

    /// Gives up codes that a paragraph leaves open, lest the rest of the text be taken for code;
    /// gives how many.
    pub(super) fn end_paragraph(&mut self) -> usize {
        let before = self.open.len();
        self.open.retain(|field| field.in_result);
        before - self.open.len()
    }
}

/// The text of a button, which stands behind the name of what it runs.
fn button(code: &str) -> Option<String> {
    let mut words = code.splitn(2, char::is_whitespace);
    let is_button =
        matches!(words.next()?.to_ascii_uppercase().as_str(), "MACROBUTTON" | "GOTOBUTTON");
    let rest = words.next().filter(|_| is_button)?.trim_start();
    rest.split_once(char::is_whitespace).map(|(_, text)| text.trim().to_owned())
}

/// The text of an `EQ` field: fractions (`eq \\f(1,2)` is 1/2), and what lays characters over each other: Word's enclosed characters
/// (`eq \o\ac(○,3)` is ③) and phonetic guides (`EQ \o\ad(\s\up 9(hàn),汉)` is 汉).
fn equation(code: &str) -> Option<String> {
    let head = code.get(..2).filter(|head| head.eq_ignore_ascii_case("eq"))?;
    let code = &code[head.len()..];
    let find = |switches: [&str; 2]| switches.iter().find_map(|switch| code.find(switch));
    let fraction = find([r"\f", r"\F"]);
    let over = fraction.or_else(|| find([r"\o", r"\O"]))?;
    let open = over + code[over..].find('(')?;
    let mut arguments = vec![String::new()];
    let mut depth = 0usize;
    for c in code[open + 1..].chars() {
        match c {
            ')' if depth == 0 => break,
            ',' | '，' if depth == 0 => arguments.push(String::new()),
            _ => {
                depth = match c {
                    '(' => depth + 1,
                    ')' => depth - 1,
                    _ => depth,
                };
                arguments.last_mut()?.push(c);
            }
        }
    }
    let frame = arguments.first()?.trim().to_owned();
    let base = arguments.pop().filter(|_| !arguments.is_empty())?;
    let base = base.trim();
    if fraction.is_some() {
        let is_plain = arguments.len() == 1 && !frame.contains('\\') && !base.contains('\\');
        return is_plain.then(|| formula::fraction(&frame, base));
    }
    // A base of several lines is a formula.
    let plain = !base.contains('\\');
    let number = matches!(frame.as_str(), "○" | "〇").then(|| base.parse().ok()).flatten();
    plain.then(|| number.and_then(circled).unwrap_or_else(|| base.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_laid_over_each_other_are_text() {
        assert_eq!(equation(r"eq \o\ac(○,3)").unwrap(), "③");
        assert_eq!(equation(r"EQ \* jc2 \* hps10 \o\ad(\s\up 9(hàn),汉)").unwrap(), "汉");
        assert_eq!(equation(r"eq \o\ac(□,密)").unwrap(), "密");
        assert_eq!(equation(r"EQ \f(1,2)").unwrap(), "1/2");
        assert_eq!(button("MACROBUTTON  NoMacro 论文 题目").unwrap(), "论文 题目");
        assert_eq!(button("PAGEREF x y"), None);
        assert_eq!(equation(r"EQ \o(a"), None);
        assert_eq!(equation("REF x"), None);
        assert_eq!(equation("é"), None);
    }
}
