//! Anchors: beads that are fixed, as lines of a saved alignment.

use std::path::Path;

use diptych_segments::Text;

use super::Error;
use crate::align::Link;
use crate::bitext::{Bitext, saved};
use crate::read;

/// A bitext whose only beads are the anchors; every other segment stands alone in its place,
/// and notes after the body.
///
/// # Errors
/// When the file cannot be read, or a line is no bead of these texts.
pub(super) fn anchored(
    path: &Path,
    source: &Text,
    target: &Text,
    bitext: impl Fn(&[Link]) -> Bitext,
) -> Result<Bitext, Error> {
    let (text, _) = read::read_text(path, &read::Options::default())?;
    let ends = (source.segments().len(), target.segments().len());
    let mut links: Vec<Link> = vec![];
    let mut last = (0, 0);
    for (line, content) in (1..).zip(text.lines()).filter(|(_, c)| !c.trim().is_empty()) {
        let anchor = anchor(content, last, ends).map_err(|message| Error::Line {
            file: path.to_owned(),
            line,
            message,
        })?;
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
    let bead: saved::Ids = serde_json::from_str(line)
        .map_err(|error| format!("this line is no pair of a saved alignment: {error}"))?;
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
