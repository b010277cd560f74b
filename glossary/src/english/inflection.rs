//! The inflected forms of an English word, and its spelling folded.
//!
//! Forms are made from the rendering's own word and never from the text: `plan` has the form
//! `plans`, but no rule leads from `planning` in the text to `plan`.

use std::borrow::Cow;

use crate::english::words::WORDS;

/// What a word of a rendering may become.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    /// Only itself.
    Exact,
    /// Singular and plural.
    Noun,
    /// Singular and plural, and the forms of a verb.
    Verb,
}

/// A lower-case word in American spelling, as far as that is a matter of spelling only.
pub(crate) fn fold_spelling(word: &str) -> Cow<'_, str> {
    let mut word = Cow::Borrowed(word);
    if let Some(&first) = word.as_bytes().first()
        && let Some(list) = WORDS.british.get(&first)
        && let Some((from, to)) = list.iter().find(|(from, _)| word.starts_with(from))
        // `fulfill` begins with the British `fulfil`, and is American as it stands.
        && !(to.starts_with(from) && word.starts_with(to))
    {
        word = Cow::Owned(format!("{to}{}", &word[from.len()..]));
    }
    // Both sides are folded alike, so it does no harm that `rise` becomes `rize` on both.
    for end in ["isation", "isations", "ise", "ises", "ised", "ising", "iser", "isers", "isable"] {
        if let Some(stem) = word.strip_suffix(end) {
            return Cow::Owned(format!("{stem}iz{}", &end[2..]));
        }
    }
    word
}

/// All forms of `word` (lower-case, folded) that `role` allows, itself first, each once.
pub(crate) fn forms(word: &str, role: Role) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    if role != Role::Exact {
        noun_forms(word, &mut forms);
    }
    if role == Role::Verb {
        forms.append(&mut verb_forms(word));
    }
    let mut unique: Vec<String> = Vec::with_capacity(forms.len());
    for form in forms.into_iter().filter(|form| is_inflection(word, form)) {
        let form = fold_spelling(&form).into_owned();
        if !unique.contains(&form) {
            unique.push(form);
        }
    }
    unique
}

/// A phrase in lower case whose plurals are singular, for telling whether two phrases differ in more
/// than number.
pub fn in_singular(phrase: &str) -> String {
    let singular = |word: &str| {
        let forms = forms(&word.to_lowercase(), Role::Noun);
        // A singular is the shorter one; `data` and the like stay as they are.
        forms.into_iter().min_by_key(String::len).unwrap_or_default()
    };
    phrase.split_whitespace().map(singular).collect::<Vec<_>>().join(" ")
}

/// Whether a folded word is the plural of a noun, as far as its form shows.
pub(crate) fn is_plural(word: &str) -> bool {
    let has_singular = || forms(word, Role::Noun).iter().any(|it| it.len() < word.len());
    WORDS.noun_bases.contains_key(word) || word.ends_with('s') && has_singular()
}

/// `news` is no plural of `new`, and `economics` none of `economic`.
fn is_inflection(word: &str, form: &str) -> bool {
    !WORDS.not_plural.contains(&(word, form))
}

/// Adds the singular and the plural of a noun. One that is no word is never met in a text.
fn noun_forms(word: &str, forms: &mut Vec<String>) {
    let listed = WORDS.noun_bases.get(word);
    let mut singulars: Vec<String> =
        listed.into_iter().flatten().map(|&it| it.to_owned()).collect();
    let ends_like_plural = word.len() > 3
        && word.ends_with('s')
        && !["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    if listed.is_none() && ends_like_plural {
        let stem = &word[..word.len() - 1];
        if let Some(y) = word.strip_suffix("ies") {
            singulars.push(format!("{y}y"));
        } else {
            singulars.push(stem.to_owned());
        }
        if ["ches", "shes", "sses", "xes", "zes", "oes"].iter().any(|it| word.ends_with(it)) {
            singulars.push(stem[..stem.len() - 1].to_owned());
        }
    }
    singulars.retain(|singular| is_inflection(singular, word));
    if singulars.is_empty() {
        forms.extend(WORDS.noun_forms.get(word).into_iter().flatten().map(|&it| it.to_owned()));
    }
    // `lens` looks like a plural and has one; `epochs` and `FTZs` take a bare s.
    forms.push(with_s(word));
    forms.push(format!("{word}s"));
    for (one, several) in [("man", "men"), ("men", "man")] {
        forms.extend(word.strip_suffix(one).map(|stem| format!("{stem}{several}")));
    }
    forms.extend(singulars);
}

/// The forms of a verb, irregular ones first.
fn verb_forms(word: &str) -> Vec<String> {
    let mut forms = Vec::new();
    for base in verb_bases(word) {
        forms.push(with_s(&base));
        forms.extend(base.strip_suffix('o').map(|stem| format!("{stem}oes")));
        let irregular = WORDS.verb_forms.get(base.as_str()).map_or(&[][..], Vec::as_slice);
        forms.extend(irregular.iter().map(|&it| it.to_owned()));
        let stem = base.strip_suffix('e').unwrap_or(&base);
        // `dyeing`, `agreeing`
        let keeps_e = ["ee", "oe", "ye"].iter().any(|end| base.ends_with(end));
        forms.push(format!("{}ing", if keeps_e { &base } else { stem }));
        // `planned` is listed, and `planed` is of another verb; `learnt` leaves room for `learned`,
        // and `benefitted` for `benefited`.
        let has_past = irregular.iter().any(|it| it.ends_with("ed")) && is_monosyllable(&base);
        if !has_past {
            // `freed` of `free`: a final e is there already.
            forms.push(format!("{stem}ed"));
            forms.extend(with_s(&base).strip_suffix("ies").map(|stem| format!("{stem}ied")));
        }
        forms.push(base);
    }
    forms
}

/// The base forms that `word` may be a form of: itself, and others where it is irregular or ends
/// like a gerund or a past (`found` is of `find`, and is a verb of its own).
fn verb_bases(word: &str) -> Vec<String> {
    let mut bases = vec![word.to_owned()];
    if let Some(listed) = WORDS.verb_bases.get(word) {
        bases.splice(0..0, listed.iter().map(|&it| it.to_owned()));
        return bases;
    }
    let Some(stem) = word.strip_suffix("ing").or_else(|| word.strip_suffix("ed")) else {
        return bases;
    };
    if !stem.bytes().any(|b| b"aeiouy".contains(&b)) {
        return bases;
    }
    // `stressing` is of `stress`, `promoting` of `promote`: both are tried, and the one that is no
    // word is never met in a text.
    bases = vec![stem.to_owned(), format!("{stem}e")];
    let mut end = stem.bytes().rev();
    if end.next() == end.next() {
        bases.push(stem[..stem.len() - 1].to_owned());
    }
    bases
}

/// Whether a word has one group of vowels, so that its last consonant may be doubled.
fn is_monosyllable(word: &str) -> bool {
    let is_vowel = |b: &u8| b"aeiouy".contains(b);
    let groups = word.as_bytes().chunk_by(|a, b| is_vowel(a) == is_vowel(b));
    groups.filter(|it| is_vowel(&it[0])).count() == 1
}

fn with_s(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
        _ if ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end)) => {
            format!("{word}es")
        }
        _ => format!("{word}s"),
    }
}
