//! Which characters XML allows, and how they are written.

/// Whether XML 1.0 allows the character in a document (production 2, `Char`).
pub fn is_legal(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => true,
        '\u{FFFE}' | '\u{FFFF}' => false,
        other => other >= ' ',
    }
}

/// Whether all characters of the text are legal.
pub fn all_legal(text: &str) -> bool {
    first_illegal(text).is_none()
}

/// The byte offset of the first illegal character.
pub fn first_illegal(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    // Control characters and U+FFFE/U+FFFF are looked for apart: each test alone is one
    // instruction over many bytes, and both miss nearly always.
    let control = if bytes.iter().any(|&byte| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r'))
    {
        bytes.iter().position(|&byte| byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r'))
    } else {
        None
    };
    let noncharacter = memchr::memmem::find_iter(bytes, b"\xEF\xBF")
        .find(|&at| matches!(bytes.get(at + 2), Some(0xBE | 0xBF)));
    match (control, noncharacter) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// The text without its illegal characters; whether there were any.
pub(crate) fn drop_illegal(text: &mut String) -> bool {
    let illegal = !all_legal(text);
    if illegal {
        text.retain(is_legal);
    }
    illegal
}

/// Writes the text as element content. Illegal characters are left out, whatever the text.
pub(crate) fn escape_text(text: &str, out: &mut String) {
    escape(text, out, |character| match character {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        // Only `]]>` must not stand in text, but all tools escape every `>`.
        '>' => Some("&gt;"),
        '\r' => Some("&#xD;"),
        _ => None,
    });
}

/// Writes the text as an attribute value between double quotes, without the quotes.
pub(crate) fn escape_value(text: &str, out: &mut String) {
    escape(text, out, |character| match character {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\t' => Some("&#x9;"),
        '\n' => Some("&#xA;"),
        '\r' => Some("&#xD;"),
        _ => None,
    });
}

fn escape(text: &str, out: &mut String, reference: impl Fn(char) -> Option<&'static str>) {
    let mut plain = 0;
    for (at, character) in text.char_indices() {
        let replacement = if is_legal(character) { reference(character) } else { Some("") };
        if let Some(replacement) = replacement {
            out.push_str(&text[plain..at]);
            out.push_str(replacement);
            plain = at + character.len_utf8();
        }
    }
    out.push_str(&text[plain..]);
}
