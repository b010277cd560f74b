//! How wide a text is in print: in columns of a Chinese page, of a fixed pitch, or of a book face.

use super::line::Line;
use crate::{Lang, script};

/// How the letters of an English text were set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pitch {
    /// Every letter as wide as the next: typewriters, mail, text editors.
    Fixed,
    /// An `i` narrower than an `m`: books, journals, reports.
    Proportional,
}

/// The width of a text in columns. Chinese counts two in a Chinese text; in an English one a letter
/// or the average letter counts one.
pub(crate) fn width(lang: Lang, pitch: Pitch, text: &str) -> usize {
    match (lang, pitch) {
        (Lang::Zh, _) => text.chars().map(script::columns).sum(),
        (Lang::En, Pitch::Fixed) => text.chars().count(),
        (Lang::En, Pitch::Proportional) => {
            let sum: usize = text.chars().map(advance).sum();
            (sum + AVERAGE / 2) / AVERAGE
        }
    }
}

/// The width of the Latin word that a line starts with; 0 before a Chinese character.
pub(crate) fn head(lang: Lang, pitch: Pitch, text: &str) -> usize {
    let end = text.find(|c: char| c.is_whitespace() || script::is_chinese(c)).unwrap_or(text.len());
    width(lang, pitch, &text[..end]).min(30)
}

/// The pitch in which the lines of an English text come out most alike.
///
/// A full line and half of the word that did not fit reach the same width everywhere, give or take
/// the spaces: they scatter less when measured as they were set.
pub(crate) fn pitch(lines: &[Line]) -> Pitch {
    let torn: Vec<&[Line]> = lines
        .windows(2)
        .filter(|pair| !pair[0].finished && pair[1].text.starts_with(char::is_lowercase))
        .take(2000)
        .collect();
    if torn.len() < 6 {
        return Pitch::Fixed;
    }
    let scatter = |pitch| {
        let mut reach: Vec<usize> = torn
            .iter()
            .map(|pair| {
                let full = width(Lang::En, pitch, &pair[0].text);
                2 * full + head(Lang::En, pitch, &pair[1].text)
            })
            .collect();
        reach.sort_unstable();
        let at = |eighths: usize| reach[(reach.len() - 1) * eighths / 8];
        (at(7) - at(1)) * 1000 / at(4).max(1)
    };
    if scatter(Pitch::Proportional) < scatter(Pitch::Fixed) {
        Pitch::Proportional
    } else {
        Pitch::Fixed
    }
}

/// What an average letter of English running text advances, spaces included, in thousandths of an em.
const AVERAGE: usize = 415;

/// What a character advances in Times, in thousandths of an em (Adobe's font metrics). Other book
/// faces are wider or narrower as a whole, but much the same in proportion.
fn advance(c: char) -> usize {
    match c {
        'i' | 'j' | 'l' | 't' | ':' | ';' | '/' => 278,
        ' ' | '.' | ',' | '\u{a0}' => 250,
        '\'' => 180,
        'f' | 'r' | 'I' | '(' | ')' | '[' | ']' | '-' | '\u{ad}' | '\u{2010}' | '!' | '‘' | '’' => {
            333
        }
        'J' | 's' => 389,
        'a' | 'c' | 'e' | 'z' | '?' | '“' | '”' => 444,
        'm' | '&' => 778,
        'w' | 'A' | 'D' | 'G' | 'H' | 'K' | 'N' | 'O' | 'Q' | 'U' | 'V' | 'X' | 'Y' => 722,
        'S' | 'P' | 'F' => 556,
        'B' | 'C' | 'R' => 667,
        'E' | 'L' | 'T' | 'Z' => 611,
        'M' => 889,
        'W' => 944,
        '"' => 408,
        '%' => 833,
        '—' | '…' | '\u{3000}'..='\u{9FFF}' | '\u{FF01}'..='\u{FF60}' => 1000,
        _ => 500,
    }
}
