//! Characters of symbol fonts (`w:sym`), whose codes are their own.

/// Greek letters and signs of the font Symbol, by their code.
const SYMBOL: &[(u8, &str)] = &[
    (0x41, "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"),
    (0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"),
    (0xA3, "≤"),
    (0xA5, "∞"),
    (0xAC, "←↑→↓°±″≥×∝∂•÷≠≡≈…"),
    (0xCE, "∈"),
    (0xD2, "®©™∏√⋅"),
    (0xE5, "∑"),
];
/// Boxes, ticks and arrows of Wingdings.
const WINGDINGS: &[(u8, &str)] = &[
    (0x6C, "●"),
    (0x6E, "■□"),
    (0x76, "❖"),
    (0xA8, "□"),
    (0xD8, "➢"),
    (0xE0, "→"),
    (0xFB, "✗✓☒☑"),
];
/// Boxes and ticks of Wingdings 2.
const WINGDINGS_2: &[(u8, &str)] = &[(0x50, "✓"), (0x52, "☑☒☒"), (0xA3, "□")];

/// The character that a code shows in a font; `None` where only the font knows.
pub(super) fn character(font: &str, code: u32) -> Option<char> {
    let table = match font.to_lowercase().as_str() {
        "symbol" => SYMBOL,
        "wingdings" => WINGDINGS,
        "wingdings 2" => WINGDINGS_2,
        _ => &[],
    };
    // Word writes the codes of these fonts from U+F000 on, or as they are.
    let byte = u8::try_from(code.checked_sub(0xF000).unwrap_or(code)).ok();
    let found = byte.and_then(|byte| {
        table.iter().find_map(|(first, run)| run.chars().nth(byte.checked_sub(*first)?.into()))
    });
    if !table.is_empty() {
        return found;
    }
    char::from_u32(code).filter(|c| !matches!(c, '\u{E000}'..='\u{F8FF}') && !c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_fonts_show_known_characters() {
        assert_eq!(character("Symbol", 0xF061), Some('α'));
        assert_eq!(character("Symbol", 0xB3), Some('≥'));
        assert_eq!(character("Wingdings", 0xF0FE), Some('☑'));
        assert_eq!(character("Wingdings 2", 0x52), Some('☑'));
        assert_eq!(character("Wingdings", 0xF020), None);
        assert_eq!(character("Segoe UI Emoji", 0x1F600), Some('😀'));
        assert_eq!(character("Founder", 0xF061), None);
    }
}
