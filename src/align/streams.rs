//! Bodies are aligned with bodies and notes with notes, never one with the other.

use std::ops::Range;

use diptych_segments::{Lang, Role, Text};

use crate::lexicon::Lexicon;

use super::inner;
use super::{ExplainedBead, Extra, Group, Place, Sentences, Spoken, align_sentences, explain_bead};

/// A bead as segment numbers of both texts.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// Source segments, from 0, ascending.
    pub source: Vec<usize>,
    /// Target segments, from 0, ascending.
    pub target: Vec<usize>,
    /// The probability that exactly these belong together, 0 to 1.
    pub score: f32,
}

/// Two texts' beads, and what is known of the texts as a whole.
#[derive(Debug, Clone, Default)]
pub struct Aligned {
    /// In output order. Law: every segment of both texts stands in exactly one
    /// bead; an empty segment stands alone.
    pub links: Vec<Link>,
    /// How much of both bodies the other one answers; see [`UNRELATED`](super::UNRELATED).
    pub support: f32,
    /// Sections that stand elsewhere on the other side, as source and target segments.
    pub moved: Vec<(Range<usize>, Range<usize>)>,
}

/// Aligns two texts, one Chinese and one English: the body, then the notes.
pub fn align(source: &Text, target: &Text, lexicon: &Lexicon, extra: &Extra) -> Aligned {
    let bodies = (0..source.body_len(), 0..target.body_len());
    let notes =
        (source.body_len()..source.segments().len(), target.body_len()..target.segments().len());
    let mut aligned = Aligned::default();
    for (number, (s, t)) in [bodies, notes].into_iter().enumerate() {
        let stream = stream((source, s), (target, t), lexicon, extra);
        aligned.links.extend(stream.links);
        aligned.moved.extend(stream.moved);
        if number == 0 || source.body_len().min(target.body_len()) == 0 {
            aligned.support = stream.support;
        }
    }
    aligned
}

/// Why a bead was chosen; `None` for a bead that reaches into no stream or stands in a moved section.
pub fn explain(
    (source, target): (&Text, &Text),
    lexicon: &Lexicon,
    extra: &Extra,
    link: &Link,
) -> Option<ExplainedLinks> {
    let note = link.source.first().map_or_else(
        || link.target.first().is_some_and(|&t| t >= target.body_len()),
        |&s| s >= source.body_len(),
    );
    let (from, to) = if note {
        (source.body_len()..source.segments().len(), target.body_len()..target.segments().len())
    } else {
        (0..source.body_len(), 0..target.body_len())
    };
    let (source_numbers, source_sentences) = sentences(source, from);
    let (target_numbers, target_sentences) = sentences(target, to);
    let place = |numbers: &[usize], ids: &[usize], other: Option<usize>| {
        let first = ids.first().map_or(other, |id| numbers.iter().position(|n| n == id))?;
        Some((first, first + ids.len()))
    };
    let s = place(&source_numbers, &link.source, Some(0))?;
    let t = place(&target_numbers, &link.target, Some(0))?;
    if s.0 == s.1 || t.0 == t.1 {
        return None;
    }
    let swapped = source.lang() == Lang::En;
    let (chinese, english, group) = if swapped {
        (&target_sentences, &source_sentences, Group { chinese: t, english: s })
    } else {
        (&source_sentences, &target_sentences, Group { chinese: s, english: t })
    };
    let explanation = explain_bead(chinese, english, lexicon, extra, group)?;
    let sides = |bead: &ExplainedBead| {
        let (z, e) = (bead.group.chinese, bead.group.english);
        let (s, t) = if swapped { (e, z) } else { (z, e) };
        (source_numbers[s.0..s.1].to_vec(), target_numbers[t.0..t.1].to_vec())
    };
    Some(ExplainedLinks {
        chosen: explanation.chosen.iter().map(|b| (sides(b), b.clone())).collect(),
        rival: explanation.rival.iter().map(|b| (sides(b), b.clone())).collect(),
        contrast: explanation.contrast(),
    })
}

/// A bead as segment numbers of both texts, with its score in parts.
pub type ExplainedLink = ((Vec<usize>, Vec<usize>), ExplainedBead);

/// An [`Explanation`](super::Explanation) in segment numbers.
#[derive(Debug, Clone)]
pub struct ExplainedLinks {
    /// The bead, and what else would have to give way for the rival.
    pub chosen: Vec<ExplainedLink>,
    /// The beads of the best path without it; empty where there is no other way.
    pub rival: Vec<ExplainedLink>,
    /// By how much the chosen beads beat the rival, in score units.
    pub contrast: f32,
}

/// Aligns one stream of segments.
fn stream(
    (source, from): (&Text, Range<usize>),
    (target, to): (&Text, Range<usize>),
    lexicon: &Lexicon,
    extra: &Extra,
) -> Aligned {
    let (source_numbers, source_sentences) = sentences(source, from.clone());
    let (target_numbers, target_sentences) = sentences(target, to.clone());
    let swapped = source.lang() == Lang::En;
    let (chinese, english) = if swapped {
        (&target_sentences, &source_sentences)
    } else {
        (&source_sentences, &target_sentences)
    };
    let alignment = align_sentences(chinese, english, lexicon, extra);
    let numbered = |numbers: &[usize], (from, to): (usize, usize)| numbers[from..to].to_vec();
    let sides = |Group { chinese, english }: Group| {
        let (s, t) = if swapped { (english, chinese) } else { (chinese, english) };
        (numbered(&source_numbers, s), numbered(&target_numbers, t))
    };
    let links = alignment.beads.into_iter().map(|(group, score)| {
        let (source, target) = sides(group);
        Link { source, target, score }
    });
    let links = with_empty_segments(links.collect(), (source, from), (target, to));
    let span = |numbers: &[usize]| match (numbers.first(), numbers.last()) {
        (Some(&first), Some(&last)) => first..last + 1,
        _ => 0..0,
    };
    let moved = alignment.moved.into_iter().map(sides).map(|(s, t)| (span(&s), span(&t))).collect();
    Aligned { links, support: alignment.support, moved }
}

/// The segments of a stream that hold anything, with their numbers and what ends with each.
fn sentences(text: &Text, range: Range<usize>) -> (Vec<usize>, Sentences<'_>) {
    let numbers: Vec<usize> = range.filter(|&n| !text.segment(n).is_empty()).collect();
    let place = |&n: &usize| {
        let segments = text.segments();
        let last = segments.get(n + 1).is_none_or(|next| next.paragraph != segments[n].paragraph);
        match (last, text.role(n)) {
            (false, _) => Place::Inside,
            (true, Role::Title | Role::Heading(_)) => Place::Heading,
            (true, _) => Place::ParagraphEnd,
        }
    };
    let time = |&n: &usize| {
        let segment = &text.segments()[n];
        let paragraph = &text.paragraphs()[segment.paragraph];
        let (from, to) = paragraph.time?;
        let seconds = |milliseconds: u32| milliseconds as f32 / 1000.0;
        let whole = (seconds(from), seconds(to));
        Some(inner::share(whole, &segment.span, paragraph.text.len()))
    };
    let times: Option<Vec<Spoken>> = numbers.iter().map(time).collect();
    let sentences = Sentences {
        texts: numbers.iter().map(|&n| text.segment(n)).collect(),
        places: numbers.iter().map(place).collect(),
        times: times.unwrap_or_default(),
    };
    (numbers, sentences)
}

/// Puts empty segments back, each as a bead of its own where it stood.
fn with_empty_segments(
    links: Vec<Link>,
    (source, from): (&Text, Range<usize>),
    (target, to): (&Text, Range<usize>),
) -> Vec<Link> {
    let empty = |text: &Text, range: Range<usize>| -> Vec<usize> {
        range.filter(|&n| text.segment(n).is_empty()).collect()
    };
    let (mut sources, mut targets) =
        (empty(source, from).into_iter().peekable(), empty(target, to).into_iter().peekable());
    if sources.peek().is_none() && targets.peek().is_none() {
        return links;
    }
    let alone = |source: Vec<usize>, target: Vec<usize>| Link { source, target, score: 1.0 };
    let mut all = Vec::with_capacity(links.len());
    for link in links {
        while let Some(n) =
            sources.next_if(|&n| link.source.first().is_some_and(|&first| n < first))
        {
            all.push(alone(vec![n], vec![]));
        }
        while let Some(n) =
            targets.next_if(|&n| link.target.first().is_some_and(|&first| n < first))
        {
            all.push(alone(vec![], vec![n]));
        }
        all.push(link);
    }
    all.extend(sources.map(|n| alone(vec![n], vec![])));
    all.extend(targets.map(|n| alone(vec![], vec![n])));
    all
}
