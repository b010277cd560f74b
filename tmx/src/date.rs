//! Dates as TMX writes them: `YYYYMMDDThhmmssZ`, in UTC.

/// Whether the date is written as the specification wants it, and exists.
///
/// ```
/// assert!(diptych_tmx::date::is_strict("20240229T235959Z"));
/// assert!(!diptych_tmx::date::is_strict("20230229T235959Z"));
/// ```
pub fn is_strict(date: &str) -> bool {
    let bytes = date.as_bytes();
    let digits = |range: std::ops::Range<usize>| bytes[range].iter().all(u8::is_ascii_digit);
    bytes.len() == 16
        && bytes[8] == b'T'
        && bytes[15] == b'Z'
        && digits(0..8)
        && digits(9..15)
        && Moment::of(&date[..8], &date[9..15]).is_some()
}

/// The date in the strict form, from the forms that are seen: without `Z` (then UTC is assumed),
/// without seconds or time, with `-` and `:`, with a fraction, with an offset from UTC. `None` where
/// it is no date.
///
/// ```
/// use diptych_tmx::date::strict;
/// assert_eq!(strict("2024-03-01T00:30:00+08:00").as_deref(), Some("20240229T163000Z"));
/// assert_eq!(strict("20240301T120000").as_deref(), Some("20240301T120000Z"));
/// assert_eq!(strict("yesterday"), None);
/// ```
pub fn strict(date: &str) -> Option<String> {
    if is_strict(date) {
        return Some(date.to_owned());
    }
    let date = date.trim();
    let at = date.find(['T', 't', ' ']);
    let (day, rest) = at.map_or((date, ""), |at| (&date[..at], &date[at + 1..]));
    let (time, zone) = rest.find(['Z', 'z', '+', '-']).map_or((rest, ""), |at| rest.split_at(at));
    let time = time.split(['.', ',']).next().unwrap_or(time);
    let mut moment = Moment::of(&day.replace(['-', '/'], ""), &time.trim().replace(':', ""))?;
    if let Some(sign) = zone.chars().next().filter(|sign| matches!(sign, '+' | '-')) {
        let offset = zone[1..].replace(':', "");
        if offset.len() < 2 || offset.len() > 4 || !offset.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let hours: i64 = offset[..2].parse().ok()?;
        let minutes: i64 = offset.get(2..4).map_or(Some(0), |m| m.parse().ok())?;
        let minutes = hours * 60 + minutes;
        moment.shift(if sign == '+' { -minutes } else { minutes });
    }
    Some(moment.write())
}

/// This moment, as TMX writes it.
pub fn now() -> String {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let seconds = since.map_or(0, |since| since.as_secs());
    at(i64::try_from(seconds).unwrap_or_default())
}

/// The moment that many seconds after 1 January 1970 (Howard Hinnant, "chrono-compatible low-level date
/// algorithms": `civil_from_days`).
fn at(seconds: i64) -> String {
    let shifted = seconds.div_euclid(86_400) + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Moment { year, month, day, seconds: seconds.rem_euclid(86_400) }.write()
}

struct Moment {
    year: i64,
    month: i64,
    day: i64,
    /// Seconds of the day.
    seconds: i64,
}

impl Moment {
    /// From digits: `YYYYMMDD` and `hhmmss`, `hhmm` or nothing.
    fn of(day: &str, time: &str) -> Option<Self> {
        let number = |text: &str, from: usize, to: usize| -> Option<i64> {
            let digits = text.get(from..to)?;
            digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
        };
        if day.len() != 8 || !matches!(time.len(), 0 | 4 | 6) {
            return None;
        }
        let (year, month, day) = (number(day, 0, 4)?, number(day, 4, 6)?, number(day, 6, 8)?);
        let part =
            |from: usize| if time.len() > from { number(time, from, from + 2) } else { Some(0) };
        let (hour, minute, second) = (part(0)?, part(2)?, part(4)?);
        let real = (1..=12).contains(&month)
            && (1..=month_length(year, month)).contains(&day)
            && hour < 24
            && minute < 60
            && second <= 60;
        real.then_some(Self {
            year,
            month,
            day,
            seconds: hour * 3600 + minute * 60 + second.min(59),
        })
    }

    fn shift(&mut self, minutes: i64) {
        self.seconds += minutes * 60;
        self.day += self.seconds.div_euclid(86_400);
        self.seconds = self.seconds.rem_euclid(86_400);
        // An offset is less than five days, so at most one month begins or ends.
        if self.day < 1 {
            self.month -= 1;
            if self.month < 1 {
                (self.year, self.month) = (self.year - 1, 12);
            }
            self.day += month_length(self.year, self.month);
        } else if self.day > month_length(self.year, self.month) {
            self.day -= month_length(self.year, self.month);
            self.month += 1;
            if self.month > 12 {
                (self.year, self.month) = (self.year + 1, 1);
            }
        }
    }

    fn write(&self) -> String {
        let Self { year, month, day, seconds } = self;
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        let year = (*year).max(0);
        format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
    }
}

fn month_length(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_become_dates() {
        assert_eq!(at(0), "19700101T000000Z");
        assert_eq!(at(951_827_696), "20000229T123456Z");
        assert_eq!(at(4_107_542_399), "21000228T235959Z");
        assert!(is_strict(&now()));
    }
}
