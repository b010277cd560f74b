//! How every reader writes what a page sets above, below or over a line, so that no number changes:
//! 10 with a raised 11 is 10¹¹ and not 1011.

const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
const LOWERED: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
/// Units of length, whose raised digit makes a unit of area or volume.
const LENGTHS: &[&str] = &["m", "cm", "mm", "dm", "km", "μm", "nm", "ft", "in"];

/// Text that stands raised behind `before`: an exponent behind a digit or a unit of length is
/// written in raised digits, all else as it is.
pub(super) fn raised(before: &str, text: &str) -> String {
    let last = before.chars().next_back();
    let unit = || {
        let word = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let word = word.trim_start_matches(|c: char| !c.is_ascii() && c != 'μ');
        LENGTHS.contains(&word) && matches!(text.trim(), "2" | "3")
    };
    let is_exponent = last.is_some_and(|c| c.is_ascii_digit() || RAISED.contains(&c)) || unit();
    shifted(text, is_exponent, RAISED, ['⁻', '⁺'])
}

/// Text that stands lowered behind `before`: an index behind a letter, a digit or a bracket is
/// written in lowered digits.
pub(super) fn lowered(before: &str, text: &str) -> String {
    let last = before.chars().next_back();
    let is_index = last.is_some_and(|c| {
        c.is_ascii_alphanumeric() || matches!(c, ')' | ']' | 'α'..='ω') || LOWERED.contains(&c)
    });
    shifted(text, is_index, LOWERED, ['₋', '₊'])
}

fn shifted(text: &str, applies: bool, digits: [char; 10], signs: [char; 2]) -> String {
    let shift = |c: char| match c {
        '-' | '−' | '–' => Some(signs[0]),
        '+' => Some(signs[1]),
        c => digits.get(c.to_digit(10)? as usize).copied(),
    };
    let trimmed = text.trim();
    let shifted: Option<String> = trimmed.chars().map(shift).collect();
    let has_digit = trimmed.chars().any(|c| c.is_ascii_digit());
    shifted.filter(|_| applies && has_digit).unwrap_or_else(|| text.to_owned())
}

/// A fraction on one line: 1/2, (a+b)/c.
pub(super) fn fraction(above: &str, below: &str) -> String {
    format!("{}/{}", grouped(above.trim()), grouped(below.trim()))
}

/// A root on one line: √2, ∛(a+b), ⁿ√x.
pub(super) fn root(degree: &str, of: &str) -> String {
    let sign = match degree.trim() {
        "" | "2" => "√".to_owned(),
        "3" => "∛".to_owned(),
        "4" => "∜".to_owned(),
        other => format!("{}√", shifted(other, true, RAISED, ['⁻', '⁺'])),
    };
    sign + &grouped(of.trim())
}

/// A base with its exponent: x², xⁿ as x^n, (a+b)².
pub(super) fn power(base: &str, exponent: &str) -> String {
    with_script(base, exponent.trim(), '^', RAISED, ['⁻', '⁺'])
}

/// A base with its index: x₁, `a_n`.
pub(super) fn index(base: &str, index: &str) -> String {
    with_script(base, index.trim(), '_', LOWERED, ['₋', '₊'])
}

fn with_script(
    base: &str,
    script: &str,
    sign: char,
    digits: [char; 10],
    signs: [char; 2],
) -> String {
    if script.is_empty() {
        return base.to_owned();
    }
    let base = if is_sum(base) { grouped(base) } else { base.to_owned() };
    let shifted = shifted(script, true, digits, signs);
    if shifted == script { format!("{base}{sign}{}", grouped(script)) } else { base + &shifted }
}

/// Whether a text has an operator outside of brackets, so that a script would mean its end alone.
fn is_sum(text: &str) -> bool {
    let mut depth = 0_usize;
    let is_open = |c: char| {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let is_operator =
            matches!(c, '+' | '-' | '−' | '±' | '×' | '·' | '÷' | '/' | '=' | '^' | ' ');
        depth == 0 && is_operator
    };
    text.chars().nth(1).is_some() && text.contains(is_open)
}

/// A sum, product or integral with what stands below and above its sign: `∑_(i=1)^n x`.
pub(super) fn sum(sign: &str, below: &str, above: &str, of: &str) -> String {
    let sign = power(&index(sign, below), above);
    format!("{sign} {}", of.trim()).trim_end().to_owned()
}

/// A matrix on one line: `1, 2; 3, 4`.
pub(super) fn matrix(rows: impl Iterator<Item = Vec<String>>) -> String {
    rows.map(|cells| cells.join(", ")).collect::<Vec<_>>().join("; ")
}

/// In brackets where it is more than one number or name.
fn grouped(text: &str) -> String {
    let is_one = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | '%'));
    let is_bracketed = text.starts_with('(') && text.find(')') == Some(text.len() - 1);
    if is_one || is_bracketed { text.to_owned() } else { format!("({text})") }
}

/// The pieces of a formula in a row. What is set apart, as a fraction is, keeps its distance from
/// digits: 2 1/2.
pub(super) fn row(pieces: impl Iterator<Item = (String, bool)>) -> String {
    let (mut text, mut after_set) = (String::new(), false);
    for (piece, is_set) in pieces.filter(|(piece, _)| !piece.is_empty()) {
        push(&mut text, &piece, is_set || after_set);
        after_set = is_set;
    }
    text
}

/// Adds a piece of a formula, at a distance from digits where it is set apart.
pub(super) fn push(text: &mut String, piece: &str, is_set: bool) {
    let is_digit = |c: char| c.is_ascii_digit();
    if is_set && text.ends_with(|c: char| c.is_ascii_alphanumeric()) && piece.starts_with(is_digit)
    {
        text.push(' ');
    }
    text.push_str(piece);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raised_and_lowered_digits_stay_what_they_are() {
        for (before, text, want) in [
            ("约有10", "11", "¹¹"),
            ("10¹", "1", "¹"),
            ("10", "-3", "⁻³"),
            ("120 m", "2", "²"),
            ("面积为12km", "2", "²"),
            ("his town", "2", "2"),
            ("桥已修好。", "2", "2"),
            ("the 21", "st", "st"),
            ("10", "", ""),
        ] {
            assert_eq!(raised(before, text), want, "{before}");
        }
        for (before, text, want) in
            [("H", "2", "₂"), ("(OH)", "2", "₂"), ("水", "2", "2"), ("log", "n", "n")]
        {
            assert_eq!(lowered(before, text), want, "{before}");
        }
    }

    #[test]
    fn formulas_stand_on_one_line() {
        assert_eq!(fraction("1", "2"), "1/2");
        assert_eq!(fraction("a+b", "c"), "(a+b)/c");
        assert_eq!((root("", "2"), root("3", "x+1")), ("√2".to_owned(), "∛(x+1)".to_owned()));
        assert_eq!((power("x", "2"), power("e", "n+1")), ("x²".to_owned(), "e^(n+1)".to_owned()));
        assert_eq!((index("x", "1"), index("a", "n")), ("x₁".to_owned(), "a_n".to_owned()));
        assert_eq!((power("a+b", "2"), power("10", "")), ("(a+b)²".to_owned(), "10".to_owned()));
        assert_eq!(sum("∑", "i=1", "10", "2x"), "∑_(i=1)¹⁰ 2x");
        let cells = |row: &str| row.split(' ').map(str::to_owned).collect();
        assert_eq!(matrix(["1 2", "3 4"].into_iter().map(cells)), "1, 2; 3, 4");
        let row_of = |pieces: &[(&str, bool)]| {
            row(pieces.iter().map(|(piece, is_set)| ((*piece).to_owned(), *is_set)))
        };
        assert_eq!(row_of(&[("2", false), ("1/2", true), ("3", false)]), "2 1/2 3");
        assert_eq!(row_of(&[("1", false), ("0", false), ("", true), ("5", false)]), "105");
    }
}
