//! Language codes as BCP 47 sees them.

/// Whether two codes are the same language tag: case makes no difference, `_` is `-`.
///
/// ```
/// assert!(diptych_tmx::language::same("zh_cn", "ZH-CN"));
/// assert!(!diptych_tmx::language::same("zh-CN", "zh-TW"));
/// ```
pub fn same(one: &str, other: &str) -> bool {
    one.len() == other.len()
        && one.bytes().zip(other.bytes()).all(|(a, b)| {
            a.eq_ignore_ascii_case(&b) || (matches!(a, b'-' | b'_') && matches!(b, b'-' | b'_'))
        })
}

/// Whether a code is in a language range (RFC 4647, section 3.3.1): `en` takes `en-US`, and `zh-Hans`
/// takes `zh-Hans-CN`.
///
/// ```
/// use diptych_tmx::language::in_range;
/// assert!(in_range("en", "en-US") && in_range("ZH_hans", "zh-Hans-CN"));
/// assert!(!in_range("en-US", "en") && !in_range("en", "enm"));
/// ```
pub fn in_range(range: &str, code: &str) -> bool {
    let is_longer = code.as_bytes().get(range.len()).is_some_and(|b| matches!(b, b'-' | b'_'));
    same(range, code) || is_longer && code.get(..range.len()).is_some_and(|it| same(range, it))
}

/// The language itself, without script and region: `zh` of `zh-Hans-CN`.
pub fn primary(code: &str) -> &str {
    code.split(['-', '_']).next().unwrap_or(code)
}

/// Whether the code stands for "any language" in `srclang`: `*all*`, which some write `all`.
pub fn is_any(code: &str) -> bool {
    code.eq_ignore_ascii_case("*all*") || code.eq_ignore_ascii_case("all")
}

/// The code in the form of BCP 47 (RFC 5646, section 2.1.1): language in lower case, Script with a
/// capital, REGION in upper case, joined by `-`. `None` where it is not well-formed.
///
/// ```
/// use diptych_tmx::language::canonical;
/// assert_eq!(canonical("ZH_hans_cn").as_deref(), Some("zh-Hans-CN"));
/// assert_eq!(canonical("DA-01"), None);
/// ```
pub fn canonical(code: &str) -> Option<String> {
    let mut subtags = code.trim().split(['-', '_']);
    let language = subtags.next()?;
    let letters = |tag: &str| !tag.is_empty() && tag.bytes().all(|b| b.is_ascii_alphabetic());
    let mut canonical = String::with_capacity(code.len());
    if !letters(language)
        || !matches!(language.to_ascii_lowercase().as_str(), "x" | "i")
            && !matches!(language.len(), 2 | 3 | 5..=8)
    {
        return None;
    }
    canonical.push_str(&language.to_ascii_lowercase());
    // The order of the subtags, as stages that only go up; `private` ends the checking.
    let (mut stage, mut private) = (0, language.len() == 1);
    for subtag in subtags {
        if subtag.is_empty() || !subtag.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return None;
        }
        let lower = subtag.to_ascii_lowercase();
        let (now, written) = match subtag.len() {
            _ if private => (stage, lower),
            1 => {
                private = true;
                (9, lower)
            }
            3 if letters(subtag) && stage <= 1 => (1, lower),
            4 if letters(subtag) && stage < 2 => (2, lower[..1].to_ascii_uppercase() + &lower[1..]),
            2 if letters(subtag) && stage < 3 => (3, lower.to_ascii_uppercase()),
            3 if subtag.bytes().all(|b| b.is_ascii_digit()) && stage < 3 => (3, lower),
            4 if subtag.as_bytes()[0].is_ascii_digit() => (4, lower),
            5..=8 => (4, lower),
            _ => return None,
        };
        stage = now;
        canonical.push('-');
        canonical.push_str(&written);
    }
    Some(canonical)
}
