//! Renderings made into patterns over words.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::english::inflection::{Role, forms};
use crate::english::tokens::{Capitals, English, Sign};
use crate::english::words::{Function, WORDS};
use crate::termbase::concept::{Case, Inflect, Term};

/// A number for a word in a role: all patterns that have the word share it.
pub(crate) type Word = u32;

/// One step of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// A word of the text that is a form of `word`. `solid` is this word and the next one written as one.
    Word {
        word: Word,
        solid: Option<Word>,
        capitals: Capitals,
        surface: Option<Box<str>>,
    },
    /// A comma, which may be absent.
    Comma,
    Colon,
    /// A sign that ends sentences elsewhere: the slash of `HIV/AIDS`.
    Stop,
    /// Nothing to two articles, possessives or genitives.
    Slot,
    /// Nothing, or what a verb acts on, before its preposition or particle: `thicken the sauce with
    /// starch`, `shut two pumps down`.
    Object,
}

/// A rendering as it is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pattern {
    pub(crate) steps: Vec<Step>,
    pub(crate) gap: u8,
    /// Whether its entry says that it is a verb.
    pub(crate) is_verb: bool,
    /// Its words with their folded form and whether they are function words.
    pub(crate) words: Vec<(Word, Box<str>, bool)>,
    /// For each of them, whether a hyphen joins it to the one before.
    pub(crate) joins: Vec<bool>,
}

impl Pattern {
    /// Where the object stands in the place `tokens` of the pattern; empty where there is none.
    pub(crate) fn object(&self, tokens: Range<usize>) -> Range<usize> {
        let from = tokens.start + 1;
        match self.steps.get(1) {
            Some(Step::Object) => from..(tokens.end + 2).saturating_sub(self.steps.len()).max(from),
            _ => from..from,
        }
    }
}

/// The words of all patterns, and which surface forms stand for them.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    by_form: FxHashMap<Box<str>, Vec<Word>>,
    interned: FxHashMap<(String, Role), Word>,
    count: Word,
}

impl Lexicon {
    /// The words that a folded surface form may be.
    pub(crate) fn words(&self, folded: &str) -> &[Word] {
        self.by_form.get(folded).map_or(&[], Vec::as_slice)
    }

    fn intern(&mut self, base: &str, tail: &str, role: Role) -> Word {
        let key = (format!("{base}{tail}"), role);
        if let Some(&word) = self.interned.get(&key) {
            return word;
        }
        let word = self.count;
        self.count += 1;
        for form in forms(tail, role) {
            let list = self.by_form.entry(format!("{base}{form}").into()).or_default();
            if list.last() != Some(&word) {
                list.push(word);
            }
        }
        self.interned.insert(key, word);
        word
    }

    /// Compiles a rendering: one pattern for each way to take its optional words.
    pub(crate) fn patterns(&mut self, term: &Term) -> Vec<Pattern> {
        without_options(&term.text).iter().map(|text| self.pattern(text, term)).collect()
    }

    fn pattern(&mut self, text: &str, term: &Term) -> Pattern {
        let english = English::new(text);
        let roles = roles(&english, term.inflect);
        let mut steps: Vec<Step> = Vec::new();
        let mut words = Vec::new();
        for (at, token) in english.tokens.iter().enumerate() {
            let folded = english.folded(at);
            match token.sign {
                Sign::Word if token.function == Some(Function::Article) => {}
                Sign::Word if folded == "one" && token.possessive => {
                    if !steps.is_empty() {
                        steps.push(Step::Slot);
                    }
                }
                Sign::Word => {
                    let word = self.intern("", folded, roles[at]);
                    words.push((word, folded.into(), token.function.is_some()));
                    let next = at + 1;
                    let solid = english
                        .is_pair(at)
                        .then(|| self.intern(folded, english.folded(next), roles[next]));
                    let abbreviation = token.capitals == Capitals::All;
                    let capitals = match term.case {
                        _ if abbreviation => Capitals::All,
                        Case::Insensitive => Capitals::None,
                        Case::Title | Case::Exact => token.capitals,
                    };
                    let surface =
                        (term.case == Case::Exact).then(|| text[token.span.clone()].into());
                    let is_particle = WORDS.is("particle", english.folded(next))
                        && next + 1 == english.tokens.len();
                    let is_preposition = english.function(next) == Some(Function::Preposition)
                        && english.folded(next) != "of";
                    let takes_object = steps.is_empty()
                        && roles[at] == Role::Verb
                        && (is_particle || is_preposition);
                    steps.push(Step::Word { word, solid, capitals, surface });
                    if takes_object {
                        steps.push(Step::Object);
                    }
                }
                Sign::Comma | Sign::Colon | Sign::Stop if steps.is_empty() => {}
                Sign::Comma => steps.push(Step::Comma),
                Sign::Colon => steps.push(Step::Colon),
                Sign::Stop => steps.push(Step::Stop),
                Sign::Open | Sign::Close => {}
            }
        }
        while matches!(
            steps.last(),
            Some(Step::Comma | Step::Colon | Step::Stop | Step::Slot | Step::Object)
        ) {
            steps.pop();
        }
        let joins = english.joins(0..english.tokens.len());
        let is_verb = term.inflect == Inflect::Verb;
        Pattern { steps, gap: term.gap.min(2), is_verb, words, joins }
    }
}

/// What each word may become. Only the words where a verb can stand take a verb's forms: the
/// first one, and after a comma or a joint the further ones of a phrase that begins with a verb.
fn roles(english: &English, inflect: Inflect) -> Vec<Role> {
    let content = (0..english.tokens.len()).filter(|&at| english.is_content(at));
    // `co-operate` is one word too.
    let is_one_word = content.skip(1).all(|at| english.tokens[at].hyphened);
    (0..english.tokens.len()).map(|at| role(english, inflect, is_one_word, at)).collect()
}

fn role(english: &English, inflect: Inflect, is_one_word: bool, at: usize) -> Role {
    let folded = english.folded(at);
    if inflect == Inflect::None || WORDS.participles.contains(folded) {
        return Role::Exact;
    }
    if inflect == Inflect::Verb || WORDS.is("light-verb", folded) {
        return Role::Verb;
    }
    // A participle before a noun is an adjective, and no verb (`shared future`); a noun in
    // `-ed` has a plural (`watersheds`).
    if folded.ends_with("ed") && !folded.ends_with("eed") {
        return Role::Noun;
    }
    let is_noun = inflect == Inflect::Noun;
    if is_one_word && !is_noun {
        // Many a bare noun is a verb too.
        return Role::Verb;
    }
    if is_noun || !leads(english, at) {
        return if is_head(english, at) { Role::Noun } else { Role::Exact };
    }
    // `use of force`
    if english.folded(at + 1) == "of" { Role::Noun } else { Role::Verb }
}

/// Whether the word at `at` has the number of its phrase: no noun follows it but an adjective
/// that belongs there (`accounts receivable`), and it is none itself.
fn is_head(english: &English, at: usize) -> bool {
    let is_postpositive = |at: usize| WORDS.is("postpositive", english.folded(at));
    !is_postpositive(at) && (!english.is_content(at + 1) || is_postpositive(at + 1))
}

/// Whether a verb can stand here: at the beginning, and after a comma, a joint, or an adverb.
fn leads(english: &English, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    match english.tokens[before].sign {
        Sign::Comma | Sign::Colon => true,
        _ => match english.function(before) {
            Some(Function::Joint | Function::Article) => true,
            _ => is_adverb(english.folded(before)),
        },
    }
}

/// What stands before a verb without being one.
pub(crate) fn is_adverb(word: &str) -> bool {
    word.ends_with("ly") || matches!(word, "never" | "always" | "further" | "better")
}

/// The ways to read a rendering whose words in brackets are optional. Brackets that hold a digit or
/// an abbreviation belong to the name (`(2021-2025)`, `(GDPR)`), and only the brackets go.
fn without_options(text: &str) -> Vec<String> {
    if let Some((before, rest)) = text.split_once(['(', '（'])
        && let Some((inside, after)) = rest.split_once([')', '）'])
    {
        let belongs = inside.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
        let mut ways = Vec::new();
        for rest in without_options(after) {
            ways.push(format!("{before}{inside}{rest}"));
            if !belongs {
                ways.push(format!("{before}{rest}"));
            }
        }
        return ways;
    }
    vec![text.to_owned()]
}
