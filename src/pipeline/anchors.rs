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
        let Some((anchor, behind)) = anchor else { continue };
        links.extend(alone(last, (anchor.source[0], anchor.target[0])));
        last = behind;
        links.push(anchor);
    }
    if links.is_empty() {
        return Err(Error::NoAnchor(path.to_owned()));
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

/// A segment of the source and one of the target, from 0.
type Places = (usize, usize);

/// One line of a file of anchors, and the places behind it; none for a line with an empty side, as a
/// saved alignment has them: it fixes nothing.
fn anchor(line: &str, last: Places, ends: Places) -> Result<Option<(Link, Places)>, String> {
    let saved::Ids { source, target } = serde_json::from_str(line)
        .map_err(|error| format!("this line is not a pair of a saved alignment: {error}"))?;
    if source.is_empty() || target.is_empty() {
        return Ok(None);
    }
    let behind = (behind(&source, last.0, ends.0)?, behind(&target, last.1, ends.1)?);
    Ok(Some((Link { source, target, score: 1.0 }, behind)))
}

/// The place behind an anchor's segments on one side.
fn behind(ids: &[usize], last: usize, end: usize) -> Result<usize, String> {
    // First of all, so that no number is too large to count on from.
    if let Some(id) = ids.iter().find(|&&id| id >= end) {
        return Err(format!("segment {id} does not exist: the text has {end} segments, from 0"));
    }
    if ids.windows(2).any(|pair| pair[1] != pair[0] + 1) {
        return Err("the segments of an anchor must follow one another".to_owned());
    }
    if ids[0] < last {
        return Err("anchors must ascend on both sides and not overlap".to_owned());
    }
    Ok(ids[ids.len() - 1] + 1)
}

/// The segments from one place to before another, each alone.
fn alone(from: (usize, usize), to: (usize, usize)) -> impl Iterator<Item = Link> {
    let sources = (from.0..to.0).map(|n| Link { source: vec![n], target: vec![], score: 0.0 });
    let targets = (from.1..to.1).map(|n| Link { source: vec![], target: vec![n], score: 0.0 });
    sources.chain(targets)
}
