//! The numbers of one text.

use diptych_segments::Lang;
use diptych_tmx::language::primary;

use super::markup::plain_text;
use super::number::Number;
use super::runs::runs;
use super::{chinese, english};
use crate::lang_code::lang_of_code;

/// The numbers of a text in the language of that code.
pub fn numbers(text: &str, code: &str) -> Vec<Number> {
    Reading::new(text, code).numbers
}

/// What is read of a text.
pub(super) struct Reading {
    /// Its numbers.
    pub(super) numbers: Vec<Number>,
    /// For each number, the long row of digits that it is part of.
    pub(super) rows: Vec<Option<String>>,
}

impl Reading {
    /// Reads a text in the language of that code.
    pub(super) fn new(text: &str, code: &str) -> Self {
        let text = plain_text(text);
        let lang = lang_of_code(code);
        // Japanese writes its numbers as Chinese does.
        let numbers = if lang == Some(Lang::Zh) || primary(code).eq_ignore_ascii_case("ja") {
            chinese::numbers(&text)
        } else {
            english::numbers(&text, lang == Some(Lang::En))
        };
        let runs = runs(&text);
        let row = |number: &Number| {
            let at = runs.partition_point(|(place, _)| place.end <= number.place.start);
            let (place, digits) = runs.get(at)?;
            let is_in = place.start <= number.place.start && number.place.start < place.end;
            is_in.then(|| digits.clone())
        };
        let rows = numbers.iter().map(row).collect();
        Self { numbers, rows }
    }
}
