//! Which translations of a source stay.
//!
//! The rank of a translation is the newest date of its source in the files that have it. Those of the
//! highest rank stay, and those that some file has without a date.

use std::collections::HashSet;

use super::import::{Import, keep_past};

impl Import<'_> {
    /// Decides which translations of a source stay, when all units of a file are taken in. Without
    /// `newest_only` all stay, and the ranks tell later imports what to do.
    pub(super) fn decide(&mut self, source: u64) -> rusqlite::Result<()> {
        let (file, mut date, mut highest) = (self.file, None, None);
        let places = self.known.of_source(source);
        for place in &places {
            let unit = *self.known.at(*place);
            if unit.seen_in == file {
                date = date.max(unit.seen);
            }
            if unit.added_by != file {
                highest = highest.max(unit.rank);
            }
        }
        // A file without dates leaves everything as it is.
        let Some(date) = date else { return Ok(()) };
        let mut gone = HashSet::new();
        for place in places {
            let unit = *self.known.at(place);
            if unit.seen_in == file && Some(date) >= highest {
                self.rank(place, date)?;
            } else if self.newest_only && !unit.is_undated {
                let is_late = unit.seen_in == file && unit.added_by == file;
                let is_beaten =
                    unit.seen_in != file && Some(date) > highest && unit.rank < Some(date);
                if is_late || is_beaten {
                    self.remove(place)?;
                    gone.insert(place);
                }
            }
        }
        if !gone.is_empty() {
            self.known.forget(source, &gone);
        }
        Ok(())
    }

    fn rank(&mut self, place: u32, rank: u64) -> rusqlite::Result<()> {
        let unit = self.known.at(place);
        if unit.rank >= Some(rank) {
            return Ok(());
        }
        keep_past(&self.store.db, self.number, unit)?;
        unit.rank = Some(rank);
        self.is_changed |= unit.is_old;
        let sql = "UPDATE unit SET rank = ?2 WHERE id = ?1";
        self.store.db.prepare_cached(sql)?.execute((unit.id, rank.cast_signed())).map(drop)
    }

    fn remove(&mut self, place: u32) -> rusqlite::Result<()> {
        let unit = self.known.at(place);
        keep_past(&self.store.db, self.number, unit)?;
        if unit.is_old {
            self.is_changed = true;
            self.imported.replaced += 1;
        } else {
            self.imported.added -= 1;
            self.imported.older += 1;
        }
        self.store.db.prepare_cached("DELETE FROM unit WHERE id = ?1")?.execute([unit.id]).map(drop)
    }
}
