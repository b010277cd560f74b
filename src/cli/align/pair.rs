//! One pair of texts, from files to a checked bitext.

use std::path::Path;
use std::time::{Duration, Instant};

use diptych_glossary::Termbase;
use diptych_segments::Text;

use super::Args;
use crate::align::{self, Aligned, Extra, Link, UNRELATED};
use crate::bitext::{Bitext, saved};
use crate::check::{check_bitext, termbases};
use crate::cli::{Console, Failure};
use crate::finding::Finding;
use crate::lexicon::Lexicon;
use crate::prepare::{self, Prepared};
use crate::read;
use crate::review::realign;

/// Texts with fewer segments on a side are too short to be told unrelated …
const TOO_SHORT_TO_TELL: usize = 3;
/// … and with fewer than this, half the support is enough: of short stretches of
/// the development texts none has less than .67, half of those paired at random
/// have less than .3.
const SHORT: usize = 5;

/// What is read once and used for every pair.
pub(super) struct Known {
    pub(super) lexicon: Lexicon,
    pub(super) extra: Extra,
    base: Option<Termbase>,
}

impl Known {
    /// Reads termbases and word lists.
    ///
    /// # Errors
    /// The first fault, with file and line.
    pub(super) fn new(args: &Args, console: &Console) -> Result<Self, Failure> {
        let lexicon = Lexicon::embedded();
        let mut extra = Extra::default();
        let base = (!args.glossary.is_empty())
            .then(|| termbases::load(&args.glossary, |fault| console.ignored(&fault)))
            .transpose()?;
        for concept in base.iter().flat_map(Termbase::concepts) {
            for (chinese, english) in concept
                .chinese()
                .flat_map(|z| concept.english().filter(|e| e.is_approved()).map(move |e| (z, e)))
            {
                extra.add(&chinese.text, &english.text, &lexicon);
            }
        }
        for list in &args.lexicon {
            words(list, &lexicon, &mut extra)?;
        }
        Ok(Self { lexicon, extra, base })
    }
}

/// Reads a list of words: Chinese, tab, English.
fn words(path: &Path, lexicon: &Lexicon, extra: &mut Extra) -> Result<(), Failure> {
    let (text, _) = read::read_text(path, &read::Options::default())?;
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let mut cells = line.split('\t').map(str::trim);
        match (cells.next(), cells.next()) {
            (Some(chinese), Some(english)) if !chinese.is_empty() && !english.is_empty() => {
                extra.add(chinese, english, lexicon);
            }
            _ => {
                return Err(Failure::new(format!(
                    "{}:{number}: a word list has a Chinese word, a tab and its English on each line",
                    path.display()
                )));
            }
        }
    }
    Ok(())
}

/// A pair that was aligned and checked.
pub(super) struct Done {
    pub(super) source: Prepared,
    pub(super) target: Prepared,
    pub(super) bitext: Bitext,
    pub(super) findings: Vec<Finding>,
    /// Sections that stand elsewhere on the other side, as segments.
    pub(super) moved: Vec<(std::ops::Range<usize>, std::ops::Range<usize>)>,
    pub(super) took: Duration,
    /// The support, where it is too low for translations of each other and `--force` went on.
    pub(super) unrelated: Option<String>,
}

/// Reads, aligns and checks a pair. The pairs of one file that holds both sides are scored as
/// they are.
///
/// # Errors
/// When a file cannot be used, or the texts are no translations of each other.
pub(super) fn align(
    source: &Path,
    target: Option<&Path>,
    args: &Args,
    known: &Known,
) -> Result<Done, Failure> {
    let start = Instant::now();
    let options = |option, encoding: &Option<String>, code: &Option<String>| {
        args.text.options((option, encoding.as_deref()), code.as_deref(), args.segmented)
    };
    let source_options = options("--source-encoding", &args.source_encoding, &args.source_lang)?;
    let target_options = options("--target-encoding", &args.target_encoding, &args.target_lang)?;
    let is_paired = target.is_none();
    let (source, target) = match target {
        Some(target) => prepare::both((source, &source_options), (target, &target_options))?,
        None => prepare::pairs(source, &source_options, &target_options)?,
    };
    let mut aligned = align::align(&source.text, &target.text, &known.lexicon, &known.extra);
    let unrelated = too_low_support(&source, &target, &aligned);
    if let Some(support) = unrelated.as_ref().filter(|_| !args.force) {
        return Err(Failure::new(format!(
            "{} and {} do not look like translations of each other ({support}): \
             check that they belong together, or align them all the same with --force",
            source.side.file, target.side.file
        )));
    }
    if is_paired {
        // The pairs of the file stay; the alignment says how likely each is.
        aligned.links = align::rescore(&source.text, &target.text, &aligned);
        aligned.moved.clear();
    }
    let sides = |links: &[Link]| {
        Bitext::new((source.side.clone(), &source.text), (target.side.clone(), &target.text), links)
    };
    let bitext = match &args.anchors {
        Some(_) if is_paired => {
            return Err(Failure::new(
                "--anchors fixes beads of two texts: the pairs of one file stay as they are",
            ));
        }
        Some(anchors) => {
            let bitext = anchored(anchors, &source.text, &target.text, sides)?;
            realign(&bitext, &known.lexicon, &known.extra)
        }
        None => sides(&aligned.links),
    };
    let findings = known.base.as_ref().map(|base| check_bitext(&bitext, base)).unwrap_or_default();
    let took = start.elapsed();
    Ok(Done { source, target, bitext, findings, moved: aligned.moved, took, unrelated })
}

/// The support, and what it should be, of texts that do not look like translations of each other.
fn too_low_support(source: &Prepared, target: &Prepared, aligned: &Aligned) -> Option<String> {
    let shorter = source.text.segments().len().min(target.text.segments().len());
    let needed = if shorter < SHORT { UNRELATED / 2.0 } else { UNRELATED };
    (shorter >= TOO_SHORT_TO_TELL && aligned.support < needed)
        .then(|| format!("support {:.2}, needed {needed:.2}", aligned.support))
}

/// A bitext whose only beads are the anchors; every other segment stands alone in its place,
/// and notes after the body.
fn anchored(
    path: &Path,
    source: &Text,
    target: &Text,
    bitext: impl Fn(&[Link]) -> Bitext,
) -> Result<Bitext, Failure> {
    let (text, _) = read::read_text(path, &read::Options::default())?;
    let ends = (source.segments().len(), target.segments().len());
    let mut links: Vec<Link> = vec![];
    let mut last = (0, 0);
    for (line, content) in (1..).zip(text.lines()).filter(|(_, c)| !c.trim().is_empty()) {
        let anchor = anchor(content, last, ends)
            .map_err(|what| Failure::new(format!("{}:{line}: {what}", path.display())))?;
        links.extend(alone(last, (anchor.source[0], anchor.target[0])));
        last = (last_of(&anchor.source) + 1, last_of(&anchor.target) + 1);
        links.push(anchor);
    }
    let bodies = (source.body_len().max(last.0), target.body_len().max(last.1));
    links.extend(alone(last, bodies));
    links.extend(alone(bodies, ends));
    let mut bitext = bitext(&links);
    for (bead, link) in bitext.beads.iter_mut().zip(&links) {
        bead.accepted = !link.source.is_empty() && !link.target.is_empty();
    }
    Ok(bitext)
}

/// One line of a file of anchors.
fn anchor(line: &str, last: (usize, usize), ends: (usize, usize)) -> Result<Link, String> {
    let bead: saved::Ids =
        serde_json::from_str(line).map_err(|error| format!("is no bead: {error}"))?;
    let (Some(&s), Some(&t)) = (bead.source.first(), bead.target.first()) else {
        return Err("an anchor needs segments on both sides".to_owned());
    };
    let unbroken = |ids: &[usize]| ids.windows(2).all(|pair| pair[1] == pair[0] + 1);
    if !unbroken(&bead.source) || !unbroken(&bead.target) {
        return Err("the segments of an anchor must follow one another".to_owned());
    }
    if s < last.0 || t < last.1 {
        return Err("anchors must ascend on both sides and not overlap".to_owned());
    }
    if last_of(&bead.source) >= ends.0 || last_of(&bead.target) >= ends.1 {
        return Err("names a segment that the text does not have".to_owned());
    }
    Ok(Link { source: bead.source, target: bead.target, score: 1.0 })
}

fn last_of(ids: &[usize]) -> usize {
    ids.last().copied().unwrap_or(0)
}

/// The segments from one place to before another, each alone.
fn alone(from: (usize, usize), to: (usize, usize)) -> impl Iterator<Item = Link> {
    let sources = (from.0..to.0).map(|n| Link { source: vec![n], target: vec![], score: 0.0 });
    let targets = (from.1..to.1).map(|n| Link { source: vec![], target: vec![n], score: 0.0 });
    sources.chain(targets)
}
