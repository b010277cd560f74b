//! Rules applied to a text.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::OnceLock;

use fancy_regex::{Regex, RegexBuilder};

use super::literals::{Hit, Literals};
use super::pattern;
use super::rule::{Rule, SrxFault, SrxMode};

/// How many bytes before a place a pattern may look, where it cannot be run backwards.
const WINDOW: usize = 400;

/// The rules for one language, compiled.
#[derive(Debug, Clone)]
pub struct SrxSplitter {
    rules: Rules,
    faults: Vec<SrxFault>,
}

#[derive(Debug, Clone)]
enum Rules {
    Spec(Vec<Placed>, Literals),
    Omegat(Vec<Searched>),
}

/// A rule that is tried at one place.
#[derive(Debug, Clone)]
struct Placed {
    breaks: bool,
    before: String,
    after: String,
    /// Both patterns, at the place where the search begins; compiled when first tried, since most
    /// of thousands of rules never are.
    at: OnceLock<Test>,
    /// Both patterns anywhere, where they can be searched.
    find: OnceLock<Option<Regex>>,
}

#[derive(Debug, Clone)]
enum Test {
    /// What is before, run backwards, and what is after.
    Around(Regex),
    /// What is before, up to the end of the text it is given, and what is after.
    Apart(Regex, Regex),
    /// Each compiles alone, and the two are too large together.
    Never,
}

/// A rule whose patterns are searched through the text.
#[derive(Debug, Clone)]
struct Searched {
    breaks: bool,
    before: Regex,
    after: Regex,
}

impl SrxSplitter {
    pub(super) fn new<'r>(rules: impl Iterator<Item = (&'r str, &'r Rule)>, mode: SrxMode) -> Self {
        let mut faults = Vec::new();
        let mut keep = |language: &str, rule: &Rule, reason: String| {
            let text = format!("{} | {}", rule.before, rule.after);
            faults.push(SrxFault {
                language: language.to_owned(),
                rule: text,
                line: rule.line,
                reason,
            });
        };
        let rules = match mode {
            SrxMode::Spec => {
                let mut known = HashMap::new();
                let rules: Vec<Placed> = rules
                    .filter_map(|(language, rule)| {
                        placed(rule, &mut known).map_err(|e| keep(language, rule, e)).ok()
                    })
                    .collect();
                let patterns = rules.iter().map(|it| (it.before.as_str(), it.after.as_str()));
                let literals = Literals::new(patterns);
                Rules::Spec(rules, literals)
            }
            SrxMode::Omegat => Rules::Omegat(
                rules
                    .filter_map(|(language, rule)| {
                        searched(rule).map_err(|e| keep(language, rule, e)).ok()
                    })
                    .collect(),
            ),
        };
        Self { rules, faults }
    }

    /// The rules that could not be compiled and are left out.
    pub fn faults(&self) -> &[SrxFault] {
        &self.faults
    }

    /// Splits `text`: byte ranges, gapless and in order; a blank piece belongs to the one before.
    pub fn split(&self, text: &str) -> Vec<Range<usize>> {
        match &self.rules {
            Rules::Spec(rules, literals) => pieces(text, spec_cuts(rules, literals, text)),
            Rules::Omegat(rules) => pieces(text, omegat_cuts(rules, text)),
        }
    }
}

/// What a compiled pattern may take, in bytes: a hundred times what the rules of translation tools
/// do, and a small part of what `\w{200}` would.
const LARGEST: usize = 2 << 20;

fn compiled(pattern: &str) -> Result<Regex, String> {
    RegexBuilder::new(pattern).delegate_size_limit(LARGEST).build().map_err(|error| {
        let reason = error.to_string();
        if reason.contains("size limit") {
            format!("it is larger than {LARGEST} bytes when compiled: repeat `\\w` and the like fewer times")
        } else {
            reason
        }
    })
}

/// The rule, with its patterns translated. Each is compiled alone, so that an error is about the
/// user's text; `known` holds the outcomes, for thousands of rules share a pattern.
fn placed(rule: &Rule, known: &mut HashMap<String, Result<(), String>>) -> Result<Placed, String> {
    let mut checked = |written: &str| {
        let pattern = pattern::translated(written)?;
        let outcome =
            known.entry(pattern.clone()).or_insert_with(|| compiled(&pattern).map(|_| ()));
        outcome.clone().map(|()| pattern)
    };
    Ok(Placed {
        breaks: rule.breaks,
        before: checked(&rule.before)?,
        after: checked(&rule.after)?,
        at: OnceLock::new(),
        find: OnceLock::new(),
    })
}

fn searched(rule: &Rule) -> Result<Searched, String> {
    Ok(Searched {
        breaks: rule.breaks,
        before: compiled(&pattern::translated(&rule.before)?)?,
        after: compiled(&pattern::translated(&rule.after)?)?,
    })
}

/// The places where a rule that breaks holds and no rule before it does.
///
/// A pattern that gives up (its backtracking is bounded) does not hold.
fn spec_cuts(rules: &[Placed], literals: &Literals, text: &str) -> Vec<usize> {
    let hits = literals.hits(text);
    let breaks = |numbers: &[usize]| numbers.iter().any(|number| rules[*number].breaks);
    let mut places: Vec<usize> =
        hits.iter().filter(|hit| breaks(literals.rules(**hit))).map(|hit| hit.at).collect();
    for number in literals.anywhere().iter().filter(|number| rules[**number].breaks) {
        rules[*number].add_places(text, &mut places);
    }
    places.sort_unstable();
    places.dedup();
    let mut hits = hits.as_slice();
    places.retain(|&at| {
        hits = &hits[hits.partition_point(|hit| hit.at < at)..];
        let here = &hits[..hits.partition_point(|hit| hit.at == at)];
        at > 0 && at < text.len() && first_at(rules, literals, here, text, at)
    });
    places
}

/// Whether the first rule that holds at byte `at` breaks; `here` are the literal texts that stand
/// there.
fn first_at(rules: &[Placed], literals: &Literals, here: &[Hit], text: &str, at: usize) -> bool {
    let mut of_hits: Vec<usize> =
        here.iter().flat_map(|hit| literals.rules(*hit)).copied().collect();
    of_hits.sort_unstable();
    of_hits.dedup();
    let (mut of_hits, mut anywhere) = (of_hits.as_slice(), literals.anywhere());
    loop {
        let next = match (of_hits.first(), anywhere.first()) {
            (Some(a), b) if b.is_none_or(|b| a < b) => &mut of_hits,
            (_, Some(_)) => &mut anywhere,
            _ => return false,
        };
        let rule = &rules[next[0]];
        *next = &next[1..];
        if rule.holds(text, at) {
            return rule.breaks;
        }
    }
}

impl Placed {
    /// Whether the rule's patterns meet at byte `at`, a character boundary.
    fn holds(&self, text: &str, at: usize) -> bool {
        count_step();
        match self.at.get_or_init(|| self.test()) {
            Test::Around(both) => both.find_from_pos(text, at).is_ok_and(|found| found.is_some()),
            Test::Apart(before, after) => {
                let start = text.floor_char_boundary(at.saturating_sub(WINDOW));
                before.is_match(&text[start..at]).unwrap_or(false)
                    && after.find_from_pos(text, at).is_ok_and(|found| found.is_some())
            }
            Test::Never => false,
        }
    }

    fn around(&self) -> String {
        format!("(?<=(?:{}))(?=(?:{}))", self.before, self.after)
    }

    fn test(&self) -> Test {
        if let Ok(both) = compiled(&format!(r"\G{}", self.around())) {
            return Test::Around(both);
        }
        // What is before cannot be run backwards: it is run up to the place instead.
        let before = compiled(&format!(r"(?:{})\z", self.before));
        match (before, compiled(&format!(r"\G(?:{})", self.after))) {
            (Ok(before), Ok(after)) => Test::Apart(before, after),
            _ => Test::Never,
        }
    }

    /// Adds the places where the rule holds.
    fn add_places(&self, text: &str, places: &mut Vec<usize>) {
        let mut from = 0;
        if let Some(find) = self.find.get_or_init(|| compiled(&self.around()).ok()) {
            let mut gave_up = false;
            for found in find.find_iter(text) {
                let Ok(found) = found else {
                    gave_up = true;
                    break;
                };
                places.push(found.start());
                from = found.start() + 1;
            }
            if !gave_up {
                return;
            }
        }
        // A search that gave up says nothing of the places behind it.
        let all = text.char_indices().map(|(at, _)| at).filter(|at| *at >= from);
        places.extend(all.filter(|at| self.holds(text, *at)));
    }
}

/// The places as OmegaT finds them: rules from the last to the first, the earlier overruling.
fn omegat_cuts(rules: &[Searched], text: &str) -> Vec<usize> {
    let mut places: BTreeMap<usize, bool> = BTreeMap::new();
    for rule in rules.iter().rev() {
        let mut starts = found(&rule.after, text).map(|m| m.start).peekable();
        for end in found(&rule.before, text).map(|m| m.end) {
            while starts.next_if(|start| *start < end).is_some() {}
            if starts.peek() == Some(&end) && end > 0 && end < text.len() {
                places.insert(end, rule.breaks);
            }
        }
    }
    places.into_iter().filter(|(_, breaks)| *breaks).map(|(at, _)| at).collect()
}

/// How often a search that gave up is taken up again in one text.
const RESTARTS: usize = 100;

/// All matches as Java finds them: each search begins where the last match ended, and one
/// character further after an empty match. A search that gives up goes on at the next word.
fn found<'t>(regex: &'t Regex, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    let next = |at: usize| text[at..].chars().next().map(|c| at + c.len_utf8());
    let next_word = move |at: usize| {
        let space = at + text[at..].find(char::is_whitespace)?;
        next(space)
    };
    let mut from = Some(0);
    let mut restarts = 0;
    std::iter::from_fn(move || {
        loop {
            match regex.find_from_pos(text, from?) {
                Ok(found) => {
                    let found = found?.range();
                    from = if found.is_empty() { next(found.end) } else { Some(found.end) };
                    return Some(found);
                }
                Err(_) if restarts < RESTARTS => {
                    restarts += 1;
                    from = next_word(from?);
                }
                Err(_) => return None,
            }
        }
    })
}

/// The gapless pieces between cuts (ascending, inside the text); blank ones go to the piece before.
fn pieces(text: &str, cuts: impl IntoIterator<Item = usize>) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for end in cuts.into_iter().chain([text.len()]) {
        if end <= start {
            continue;
        }
        match pieces.last_mut() {
            Some(last) if text[start..end].trim().is_empty() => last.end = end,
            _ => pieces.push(start..end),
        }
        start = end;
    }
    pieces
}

#[cfg(test)]
thread_local! {
    static STEPS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Tests hold how often rules are tried, not the time.
fn count_step() {
    #[cfg(test)]
    STEPS.set(STEPS.get() + 1);
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*, sample::select};

    use super::*;

    fn splitter(rules: &[Rule]) -> SrxSplitter {
        SrxSplitter::new(rules.iter().map(|rule| ("any", rule)), SrxMode::Spec)
    }

    fn rule(breaks: bool, before: &str, after: &str) -> Rule {
        Rule { breaks, before: before.to_owned(), after: after.to_owned(), line: 1 }
    }

    /// How often a rule is tried where `count` rules name a word each and one ends sentences.
    fn tried(count: usize, breaks: bool, pattern: &str) -> usize {
        let named =
            (0..count).map(|at| rule(breaks, &pattern.replace("{}", &at.to_string()), r"\s"));
        let rules: Vec<Rule> = named.chain([rule(true, r"[.?!]+", r"\s")]).collect();
        let splitter = splitter(&rules);
        let text = "It opens. See no17. and No. 3! Who reads? ab400. All.".repeat(10);
        let before = STEPS.get();
        assert!(splitter.split(&text).len() > 20);
        STEPS.get() - before
    }

    #[test]
    fn rules_that_name_other_words_are_not_tried() {
        for pattern in [r"\bno{}\.", r"(?i)no{}\.", r"no{}\.?", r"[an]o{}\.|ab{}\."] {
            for breaks in [true, false] {
                let (few, many) = (tried(500, breaks, pattern), tried(2_000, breaks, pattern));
                assert!(many < few + few / 4, "{pattern} {breaks}: {few}, {many}");
            }
        }
    }

    proptest! {
        #[test]
        fn only_rules_that_cannot_hold_are_left_untried(
            rules in vec((any::<bool>(), vec(select(PARTS), 0..4), vec(select(PARTS), 0..3)), 1..5),
            text in "[abAB. 。\n]{0,24}",
        ) {
            let rules: Vec<Rule> = rules
                .into_iter()
                .map(|(breaks, before, after)| rule(breaks, &before.concat(), &after.concat()))
                .collect();
            let splitter = splitter(&rules);
            let Rules::Spec(placed, literals) = &splitter.rules else { unreachable!() };
            let boundaries = text.char_indices().map(|(at, _)| at).filter(|at| *at > 0);
            let expected: Vec<usize> = boundaries
                .filter(|at| placed.iter().find(|it| it.holds(&text, *at)).is_some_and(|it| it.breaks))
                .collect();
            prop_assert_eq!(spec_cuts(placed, literals, &text), expected);
        }
    }

    const PARTS: &[&str] = &[
        "a", "b", "。", r"\.", "[ab]", "(?i)b", "(a|ab)", r"\s", "(?<!a)", "(?=a)", "b+", "a?",
        "^", "$", r"\b", r"\B", "a{1,3}", ".", "[^a]", r"\h", "(?i:A)", "|",
    ];
}
