//! The numbers of one text.

use diptych_segments::Lang;
use diptych_tmx::language::primary;

use super::digits::{plain, without_marks};
use super::number::Number;
use super::{chinese, english};
use crate::lang_code::lang_of_code;

/// The numbers of a text in the language of that code.
pub fn numbers(text: &str, code: &str) -> Vec<Number> {
    let text: Vec<char> = text.chars().map(plain).collect();
    let text = without_marks(&text);
    let lang = lang_of_code(code);
    // Japanese writes its numbers as Chinese does.
    if lang == Some(Lang::Zh) || primary(code).eq_ignore_ascii_case("ja") {
        chinese::numbers(&text)
    } else {
        english::numbers(&text, lang == Some(Lang::En))
    }
}
