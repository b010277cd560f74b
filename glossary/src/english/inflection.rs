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
    /// Singular and plural, and the forms of a verb but its gerund.
    Past,
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
    if word.len() < 6 || !word.contains("is") {
        return word;
    }
    // Both sides are folded alike, so it does no harm that `rise` becomes `rize` on both.
    for end in ["isation", "isations", "ise", "ises", "ised", "ising", "iser", "isers", "isable"] {
        if word.len() > end.len() + 2
            && let Some(stem) = word.strip_suffix(end)
        {
            return Cow::Owned(format!("{stem}iz{}", &end[2..]));
        }
    }
    word
}

/// All forms of `word` (lower-case, folded) that `role` allows, itself first, each once.
pub(crate) fn forms(word: &str, role: Role) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    if role != Role::Exact && word.bytes().any(|b| b.is_ascii_alphabetic()) {
        noun_forms(word, &mut forms);
        if matches!(role, Role::Verb | Role::Past) {
            let nouns = forms.len();
            verb_forms(word, &mut forms);
            let is_gerund = |at: usize, it: &str| at >= nouns && it.ends_with("ing");
            let mut at = 0;
            forms.retain(|it| {
                at += 1;
                role == Role::Verb || !is_gerund(at - 1, it)
            });
        }
    }
    let mut unique: Vec<String> = Vec::with_capacity(forms.len());
    for form in forms.into_iter().filter(|form| form == word || is_inflection(word, form)) {
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

/// `news` is no plural of `new`, and `economics` none of `economic`.
fn is_inflection(word: &str, form: &str) -> bool {
    let adds_s = form.len() == word.len() + 1 && form.ends_with('s') && form.starts_with(word);
    !(adds_s && (word.ends_with("ic") || WORDS.not_plural.contains(&(word, form))))
}

fn noun_forms(word: &str, forms: &mut Vec<String>) {
    let mut singulars: Vec<String> =
        WORDS.noun_bases.get(word).into_iter().flatten().map(|&it| it.to_owned()).collect();
    let ends_like_plural = word.len() > 3
        && word.ends_with('s')
        && !["ss", "us", "is", "ics"].iter().any(|end| word.ends_with(end));
    if singulars.is_empty() && ends_like_plural {
        let stem = &word[..word.len() - 1];
        if let Some(y) = word.strip_suffix("ies") {
            singulars.push(format!("{y}y"));
        } else if ["ches", "shes", "sses", "xes", "zes", "oes"].iter().any(|it| word.ends_with(it))
        {
            singulars.push(stem[..stem.len() - 1].to_owned());
            singulars.push(stem.to_owned());
        } else {
            singulars.push(stem.to_owned());
        }
    }
    singulars.retain(|singular| is_inflection(singular, word));
    if singulars.is_empty() {
        forms.extend(WORDS.noun_forms.get(word).into_iter().flatten().map(|&it| it.to_owned()));
        forms.push(with_s(word));
        if let Some(stem) = word.strip_suffix("man") {
            forms.push(format!("{stem}men"));
        }
        if word.ends_with("ch") {
            // `epochs`
            forms.push(format!("{word}s"));
        }
        if word.len() < 5 && word.ends_with(['s', 'x', 'z']) {
            // Abbreviations take a bare s: `FTZs`.
            forms.push(format!("{word}s"));
        }
    }
    if let Some(stem) = word.strip_suffix("men") {
        forms.push(format!("{stem}man"));
    }
    if ends_like_plural {
        // `lens` looks like a plural and has one.
        forms.push(format!("{word}es"));
    }
    forms.extend(singulars);
}

fn verb_forms(word: &str, forms: &mut Vec<String>) {
    for base in verb_bases(word) {
        forms.push(with_s(&base));
        if base.ends_with('o') {
            forms.push(format!("{base}es"));
        }
        if let Some(irregular) = WORDS.verb_forms.get(base.as_str()) {
            forms.extend(irregular.iter().map(|&it| it.to_owned()));
        }
        // `planned` is listed, and `planed` is of another verb; `learnt` leaves room for `learned`,
        // and `benefitted` for `benefited`.
        let has_past = WORDS
            .verb_forms
            .get(base.as_str())
            .is_some_and(|list| list.iter().any(|it| it.ends_with("ed")))
            && is_monosyllable(&base);
        // `moving` and `dyeing`: the likelier one first; the one that is no word is never met in a
        // text.
        let keeps_e = ["ee", "oe", "ye", "nge"].iter().any(|end| base.ends_with(end));
        if !keeps_e {
            forms.extend(base.strip_suffix('e').map(|stem| format!("{stem}ing")));
        }
        forms.push(format!("{base}ing"));
        if keeps_e {
            forms.extend(base.strip_suffix('e').map(|stem| format!("{stem}ing")));
        }
        if !has_past {
            // `freed` of `free`: a final e is there already.
            forms.push(format!("{}ed", base.strip_suffix('e').unwrap_or(&base)));
        }
        forms.push(base);
    }
}

/// The base forms that `word` may be a form of; itself where it has no ending of a verb's form
/// (`found` is of `find`, and is a verb of its own).
fn verb_bases(word: &str) -> Vec<String> {
    if let Some(bases) = WORDS.verb_bases.get(word) {
        let own = !word.ends_with("ing") && !word.ends_with("ed");
        let bases = bases.iter().map(|&it| it.to_owned());
        return bases.chain(own.then(|| word.to_owned())).collect();
    }
    let Some(stem) = word.strip_suffix("ing").or_else(|| word.strip_suffix("ed")) else {
        let is_third_person = word.len() > 4 && word.ends_with('s') && !word.ends_with("ss");
        return if is_third_person {
            match word.strip_suffix("ies") {
                Some(y) => vec![format!("{y}y")],
                // `focus` is none, and is tried as it stands.
                None => vec![word[..word.len() - 1].to_owned(), word.to_owned()],
            }
        } else {
            vec![word.to_owned()]
        };
    };
    if stem.len() < 2 || !stem.bytes().any(|b| b"aeiouy".contains(&b)) {
        return vec![word.to_owned()];
    }
    // `stressing` is of `stress`, `promoting` of `promote`: both are tried, and the one that is no
    // word is never met in a text.
    let mut bases = vec![stem.to_owned(), format!("{stem}e")];
    let bytes = stem.as_bytes();
    if bytes.len() > 2 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2] {
        bases.push(stem[..stem.len() - 1].to_owned());
    }
    bases
}

/// Whether a word has one group of vowels and its last consonant may be doubled.
fn is_monosyllable(word: &str) -> bool {
    let is_vowel = |b: &u8| b"aeiouy".contains(b);
    let groups = word.as_bytes().chunk_by(|a, b| is_vowel(a) == is_vowel(b));
    groups.filter(|it| is_vowel(&it[0])).count() == 1 && !word.ends_with('s')
}

fn with_s(word: &str) -> String {
    let bytes = word.as_bytes();
    let before_last = bytes.len().checked_sub(2).map(|at| bytes[at]);
    match bytes.last() {
        Some(b'y') if before_last.is_some_and(|b| !b"aeiou".contains(&b)) => {
            format!("{}ies", &word[..word.len() - 1])
        }
        Some(b's' | b'x' | b'z') => format!("{word}es"),
        Some(b'h') if word.ends_with("ch") || word.ends_with("sh") => format!("{word}es"),
        _ => format!("{word}s"),
    }
}
