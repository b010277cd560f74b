//! Patterns of Java and ICU in the syntax of `fancy_regex`.

/// White space in a line, `\h` of Java.
const HORIZONTAL: &str = r" \t\x{A0}\x{1680}\x{180E}\x{2000}-\x{200A}\x{202F}\x{205F}\x{3000}";
/// White space that ends lines, `\v` of Java.
const VERTICAL: &str = r"\n\x{0B}\x{0C}\r\x{85}\x{2028}\x{2029}";
/// Classes of POSIX and Java, and what they hold.
const CLASSES: &[(&str, &str)] = &[
    ("Lower", "a-z"),
    ("Upper", "A-Z"),
    ("Alpha", "a-zA-Z"),
    ("Digit", "0-9"),
    ("Alnum", "a-zA-Z0-9"),
    ("Punct", r"!-/:-@\[-`{-~"),
    ("Space", r"\s"),
    ("Blank", r" \t"),
    ("XDigit", "0-9a-fA-F"),
    ("javaLowerCase", r"\p{Ll}"),
    ("javaUpperCase", r"\p{Lu}"),
    ("javaWhitespace", r"\s"),
    ("javaLetter", r"\p{L}"),
];

/// The pattern in the syntax of `fancy_regex`; everything that both syntaxes share stays as it is.
///
/// # Errors
/// What it has that is not supported.
pub(super) fn translated(pattern: &str) -> Result<String, String> {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    // How deep in `[…]`: what stands for a class goes there without brackets.
    let mut depth = 0usize;
    // Nothing captures where nothing refers back: with captures in a look-behind of variable
    // length, fancy-regex 0.20.2 forgets a `\b` at its head.
    let refers_back = pattern.contains(r"\k<")
        || (b'1'..=b'9').any(|n| pattern.contains(&format!("\\{}", n as char)));
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => rest = escape(rest, depth > 0, &mut out)?,
            '[' => {
                depth += 1;
                out.push('[');
                if let Some(after) = rest.strip_prefix('^') {
                    out.push('^');
                    rest = after;
                }
                // A bracket that comes first is an ordinary character.
                if let Some(after) = rest.strip_prefix(']') {
                    out.push_str(r"\]");
                    rest = after;
                }
            }
            ']' if depth > 0 => {
                depth -= 1;
                out.push(']');
            }
            // `~` and `-` are set operators when doubled there, and ordinary in Java.
            '~' | '-' if depth > 0 && rest.starts_with(c) => {
                out.push('\\');
                out.push(c);
            }
            '(' if depth == 0 && rest.starts_with('?') => {
                let end = rest.find([')', ':', '=', '!', '<', '>']).unwrap_or(rest.len());
                // Java's flags U and u ask for what is the rule here.
                let flags: String =
                    rest[..end].chars().filter(|c| !matches!(c, 'U' | 'u')).collect();
                let empty = flags == "?" && rest[end..].starts_with(')');
                if empty {
                    rest = &rest[end + 1..];
                } else {
                    out.push('(');
                    out.push_str(&flags);
                    rest = &rest[end..];
                }
            }
            '(' if depth == 0 && !refers_back => out.push_str("(?:"),
            c => out.push(c),
        }
    }
    Ok(out)
}

/// Translates what follows a backslash, and gives what follows that.
fn escape<'p>(rest: &'p str, in_class: bool, out: &mut String) -> Result<&'p str, String> {
    let Some(c) = rest.chars().next() else { return Err("it ends with a backslash".to_owned()) };
    let after = &rest[c.len_utf8()..];
    let class = |out: &mut String, negated: bool, what: &str| {
        let open = if negated { "[^" } else { "[" };
        if in_class && !negated { out.push_str(what) } else { out.extend([open, what, "]"]) }
    };
    match c {
        'h' | 'H' => class(out, c == 'H', HORIZONTAL),
        'v' | 'V' => class(out, c == 'V', VERTICAL),
        'R' => out.extend([r"(?:\r\n|[", VERTICAL, "])"]),
        'e' => out.push_str(r"\x{1B}"),
        'Z' => out.push_str(r"(?=\n?\z)"),
        'Q' => {
            let (literal, after) = after.split_once(r"\E").unwrap_or((after, ""));
            out.push_str(&fancy_regex::escape(literal));
            return Ok(after);
        }
        // An end without a beginning quotes nothing.
        'E' => {}
        'u' => {
            let digits = after.get(..4).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()));
            let digits = digits.ok_or_else(|| r"\u needs four digits".to_owned())?;
            out.extend([r"\x{", digits, "}"]);
            return Ok(&after[4..]);
        }
        'p' | 'P' => {
            let Some((name, after)) = after.strip_prefix('{').and_then(|a| a.split_once('}'))
            else {
                out.push('\\');
                out.push(c);
                return Ok(after);
            };
            let (negated, name) = match name.strip_prefix('^') {
                Some(name) => (c == 'p', name),
                None => (c == 'P', name),
            };
            match CLASSES.iter().find(|(class, _)| *class == name) {
                Some((_, what)) => class(out, negated, what),
                None if name.starts_with("In") => {
                    return Err(format!("blocks such as {name} are not supported"));
                }
                None => {
                    let name = name.strip_prefix("Is").unwrap_or(name);
                    out.extend([if negated { r"\P{" } else { r"\p{" }, name, "}"]);
                }
            }
            return Ok(after);
        }
        // What Java lets one escape for safety and the other syntax takes for a mistake.
        c if !c.is_ascii_alphanumeric() && !r"\.+*?()|[]{}^$#&-~/ ".contains(c) && c != '\n' => {
            out.push(c);
        }
        c => {
            out.push('\\');
            out.push(c);
        }
    }
    Ok(after)
}

#[cfg(test)]
mod tests {
    use fancy_regex::Regex;

    use super::*;

    fn matches(pattern: &str, text: &str) -> bool {
        Regex::new(&translated(pattern).unwrap()).unwrap().is_match(text).unwrap()
    }

    #[test]
    fn what_java_has_and_this_lacks_means_the_same() {
        assert!(matches(r"^\h[\h]\H$", "\u{A0}\u{3000}x"));
        assert!(matches(r"^a\R$", "a\r\n"));
        assert!(matches(r"^\Qa.b[\E$", "a.b["));
        assert!(!matches(r"^\Qa.b\E$", "axb"));
        assert!(matches(r"^\u3002[\u201c-\u201d]$", "。”"));
        assert!(
            matches(r"^[\p{L}&&[^\p{Lu}]]+$", "ab") && !matches(r"^[\p{L}&&[^\p{Lu}]]+$", "aB")
        );
        assert!(matches(r"^\p{IsHan}\p{Punct}\p{javaLowerCase}$", "雨!a"));
        assert!(matches(r"(?U)(?iU:B)$", "b"));
        assert!(matches(r#"^\"\%\-\ $"#, "\"%- "));
        assert!(matches(r"^[]a]+$", "]a"));
        assert!(matches(r"(?<=a)b++(?!c)", "abb"));
        assert!(matches(r"^(a|b)\1$", "aa") && !matches(r"^(a|b)\1$", "ab"));
        assert!(!matches(r"(?<=\b(Dr|Atty)\.\s)and", "rainedDr. and"));
    }

    #[test]
    fn what_cannot_be_translated_says_so() {
        assert!(translated("a\\").is_err());
        assert!(translated(r"\p{InCyrillic}").is_err());
        assert!(translated(r"\u30").is_err());
    }
}
