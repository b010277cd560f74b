//! When what stands in the segments is spoken, as subtitles say.
//!
//! Two files of one film may start at other points and run at other speeds, and files of two cuts
//! do not agree at all. So the clock of the one is tried against that of the other as it is, and
//! else at each usual speed with the start at which most segments start together. It counts only if
//! far more do than chance would have, and if the times of both ascend: two parts in one file, each
//! from 0, have two clocks.
//!
//! ```text
//! boundary(i,j) = `MEET` at r = 0, falling to `APART` at r = `FAR`
//! r = seconds between the pause before Chinese segment i and the one before English segment j
//! ```

use super::sentences::Spoken;

/// What two pauses that meet are worth, and what those cost that are `FAR` seconds apart and more.
const MEET: f32 = 1.0;
const APART: f32 = -6.0;
const FAR: f32 = 1.5;
/// Segments start together when they start so many seconds apart.
const TOGETHER: f32 = 0.5;
/// Clocks agree when so many standard deviations more segments start together than chance would have,
/// as they are and where the best of many was chosen …
const SURE: f32 = 2.5;
const SURE_OF_CHOSEN: f32 = 4.0;
/// … and at least this share of the side that has fewer.
const MOSTLY: f32 = 0.6;
/// The speeds of one film differ by the ratio of 23.976, 24 and 25 pictures a second.
const USUAL_SPEEDS: [f32; 7] =
    [1.0, 24.0 / 23.976, 23.976 / 24.0, 25.0 / 24.0, 24.0 / 25.0, 25.0 / 23.976, 23.976 / 25.0];
/// Two files of one film start no more seconds apart …
const MOST_APART: f32 = 900.0;
/// … which is looked for in steps of a second's part …
const STEPS_A_SECOND: f32 = 4.0;
/// … by so many segments at most: time must not grow with the square of the text.
const MOST_VOTERS: usize = 2000;

/// The times of both sides; silent where either has none, or they do not agree.
#[derive(Debug, Clone, Default)]
pub(super) struct Times {
    /// The Chinese times on the English clock.
    chinese: Vec<Spoken>,
    english: Vec<Spoken>,
}

impl Times {
    /// From the times of all sentences.
    pub(super) fn new(chinese: Vec<Spoken>, english: Vec<Spoken>) -> Self {
        let ascend = |times: &[Spoken]| times.is_sorted_by(|a, b| a.0 <= b.0);
        if chinese.is_empty() || english.is_empty() || !ascend(&chinese) || !ascend(&english) {
            return Self::default();
        }
        let [chinese, english] = [chinese, english].map(with_ends);
        if together(&chinese, &english).is_more_than_chance(SURE) {
            return Self { chinese, english };
        }
        let at_speed = |speed: f32| {
            let start = likeliest_start(&chinese, &english, speed);
            on_clock(&chinese, speed, start)
        };
        let tried = USUAL_SPEEDS.map(at_speed);
        let counts = tried.iter().map(|moved| together(moved, &english));
        let best = tried.iter().zip(counts).max_by(|a, b| a.1.met.total_cmp(&b.1.met));
        match best.filter(|(_, together)| together.is_more_than_chance(SURE_OF_CHOSEN)) {
            Some((moved, _)) => Self { chinese: moved.clone(), english },
            None => Self::default(),
        }
    }

    /// The cells at which both sides start something together, where the times agree; both numbers
    /// ascend from each to the next.
    pub(super) fn meetings(&self) -> Vec<(usize, usize)> {
        chain(&self.chinese, &self.english)
    }

    /// The score of a boundary after `i` Chinese and `j` English sentences, neither none nor all.
    pub(super) fn boundary(&self, i: usize, j: usize) -> f32 {
        if self.chinese.is_empty() {
            return 0.0;
        }
        let pause = |times: &[Spoken], at: usize| {
            let (end, start) = (times[at - 1].1, times[at].0);
            (end.min(start), start.max(end))
        };
        let (z, e) = (pause(&self.chinese, i), pause(&self.english, j));
        let apart = (z.0 - e.1).max(e.0 - z.1).max(0.0);
        MEET + (APART - MEET) * (apart / FAR).min(1.0)
    }
}

/// The times, where what has no length lasts until the next one starts: lyrics have starts only.
fn with_ends(mut times: Vec<Spoken>) -> Vec<Spoken> {
    for n in 1..times.len() {
        let (start, before) = (times[n].0, &mut times[n - 1]);
        if before.1 <= before.0 {
            before.1 = start.max(before.0);
        }
    }
    times
}

/// Times put on another clock.
fn on_clock(times: &[Spoken], speed: f32, start: f32) -> Vec<Spoken> {
    times.iter().map(|&(from, to)| (start + speed * from, start + speed * to)).collect()
}

/// How much later the English clock is, where the Chinese one runs at a speed, by what most pairs of
/// starts say.
fn likeliest_start(chinese: &[Spoken], english: &[Spoken], speed: f32) -> f32 {
    let mut votes = vec![0u32; (2.0 * MOST_APART * STEPS_A_SECOND) as usize + 2];
    let step = |apart: f32| ((apart + MOST_APART) * STEPS_A_SECOND) as usize;
    for z in voters(chinese) {
        let start = speed * z.0;
        let first = english.partition_point(|e| e.0 < start - MOST_APART);
        for e in english[first..].iter().take_while(|e| e.0 < start + MOST_APART) {
            votes[step(e.0 - start)] += 1;
        }
    }
    let pairs = votes.windows(2).map(|two| two[0] + two[1]);
    let best = pairs.enumerate().max_by_key(|&(at, votes)| (votes, usize::MAX - at));
    best.map_or(0.0, |(at, _)| (at as f32 + 1.0) / STEPS_A_SECOND - MOST_APART)
}

/// Times from all over a text, not too many.
fn voters(times: &[Spoken]) -> impl Iterator<Item = &Spoken> {
    times.iter().step_by(times.len().div_ceil(MOST_VOTERS).max(1))
}

/// How much starts together.
struct Together {
    /// How many segments of the side that has fewer start together with one of the other …
    met: f32,
    /// … of how many.
    count: f32,
    /// The share that chance would have.
    chance: f32,
}

impl Together {
    fn is_more_than_chance(&self, deviations: f32) -> bool {
        let deviation = (self.count * self.chance * (1.0 - self.chance)).sqrt();
        self.met >= MOSTLY * self.count
            && self.met > self.chance * self.count + deviations * deviation
    }
}

fn together(chinese: &[Spoken], english: &[Spoken]) -> Together {
    let (few, many) =
        if chinese.len() < english.len() { (chinese, english) } else { (english, chinese) };
    let met = chain(few, many).len() as f32;
    let length = many[many.len() - 1].1 - many[0].0;
    let rate = many.len() as f32 / length.max(1.0);
    Together { met, count: few.len() as f32, chance: 1.0 - (-2.0 * TOGETHER * rate).exp() }
}

/// Which start together, each with one other: both numbers ascend from each pair to the next.
fn chain(own: &[Spoken], others: &[Spoken]) -> Vec<(usize, usize)> {
    let mut free = 0;
    let meets = |(i, time): (usize, &Spoken)| {
        let j = others.partition_point(|other| other.0 < time.0 - TOGETHER).max(free);
        let other = others.get(j)?;
        (other.0 <= time.0 + TOGETHER).then(|| {
            free = j + 1;
            (i, j)
        })
    };
    own.iter().enumerate().filter_map(meets).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Segments that start in no rhythm, each so many seconds long.
    fn spoken(count: u32, seed: u32) -> Vec<Spoken> {
        let step = |n: u32| 1.5 + f64::from((n * n * 7 + n * 13 + seed * 31) % 53) as f32 / 10.0;
        let starts = (0..count).scan(0.0, |at, n| {
            *at += step(n);
            Some(*at)
        });
        starts.map(|start| (start, start + 1.4)).collect()
    }

    fn at_speed(times: &[Spoken], speed: f32, start: f32) -> Vec<Spoken> {
        times.iter().map(|time| (start + speed * time.0, start + speed * time.1)).collect()
    }

    #[test]
    fn clocks_agree_whatever_their_start_and_speed() {
        let chinese = spoken(60, 1);
        for (speed, start) in [(1.0, 0.1), (1.0, 95.0), (25.0 / 23.976, -8.0), (0.96, 300.0)] {
            let english = at_speed(&chinese, speed, start);
            let times = Times::new(chinese.clone(), english);
            assert_eq!(times.meetings().len(), 60, "{speed} {start}");
            assert!(times.boundary(30, 30) > 0.0 && times.boundary(30, 31) < 0.0);
        }
    }

    #[test]
    fn what_one_side_does_not_say_is_a_pause_there() {
        let chinese = spoken(40, 1);
        let english = [&chinese[..20], &chinese[23..]].concat();
        let times = Times::new(chinese, english);
        for z in 20..=23 {
            assert!(times.boundary(z, 20) > 0.0, "{z}");
        }
        assert!(times.boundary(20, 21) < 0.0);
    }

    #[test]
    fn clocks_of_two_films_say_nothing() {
        for seed in 2..30 {
            let times = Times::new(spoken(60, 1), spoken(50 + seed, seed));
            assert!(times.meetings().is_empty() && times.boundary(30, 31).abs() < 1e-6, "{seed}");
        }
    }

    #[test]
    fn a_line_of_a_song_lasts_until_the_next() {
        let starts: Vec<Spoken> = spoken(30, 1).iter().map(|time| (time.0, time.0)).collect();
        assert!((with_ends(starts.clone())[3].1 - starts[4].0).abs() < 1e-6);
    }

    #[test]
    fn times_that_do_not_ascend_say_nothing() {
        let film = spoken(40, 1);
        let parts = [film.clone(), film.clone()].concat();
        let still = vec![(0.0, 0.0); 40];
        for (chinese, english) in
            [(&parts, &parts), (&parts, &film), (&film, &parts), (&still, &still), (&film, &still)]
        {
            let times = Times::new(chinese.clone(), english.clone());
            assert!(times.meetings().is_empty() && times.boundary(20, 21).abs() < 1e-6);
        }
    }

    #[test]
    fn meetings_are_a_chain() {
        let film = spoken(40, 1);
        let at_once = [vec![film[0]; 20], film.clone()].concat();
        let times = Times::new(at_once, film);
        let meetings = times.meetings();
        assert!(meetings.len() == 40, "{meetings:?}");
        assert!(meetings.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1));
    }

    #[test]
    fn few_segments_tell_the_start() {
        for count in [1, 2000, 2001, 100_000] {
            let times = vec![(0.0, 1.0); count];
            let voters = voters(&times).count();
            assert!(voters <= MOST_VOTERS && voters * 2 >= count.min(MOST_VOTERS), "{count}");
        }
        let film = spoken(2500, 1);
        let english = at_speed(&film, 1.0, 95.0);
        assert_eq!(Times::new(film, english).meetings().len(), 2500);
    }
}
