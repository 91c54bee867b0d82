//! Where to cut a container into rows: few lines cross a cut, and no row is much longer than it must be.
//!
//! Rüegg, von Hanxleden 2018 find cuts of equal rows and move each to a place nearby that few lines cross. Here the fewest rows that
//! no row is too long in are counted first, and how short so many rows can be; then, among all cuts whose rows are at most a quarter
//! longer than that, those are taken that cost least: a shortest path over the places where can be cut, O(places²).
//!
//! Before: the layers of a container laid out without cuts. After: the layers with which rows start, and how long and broad they
//! will be about.

use super::super::part::{Space, Unit};

/// What a line across a cut costs, and its label.
pub(super) const LINE: u64 = 10;
pub(super) const LABEL: u64 = 5;
/// What a row costs that is almost empty.
const SHORT: u64 = 16;
/// Places looked at in one container. Of more only the cheapest ones are kept, evenly spread: a row of sixty has four.
const PLACES: usize = 256;
/// Further than anything can be.
const FAR: Unit = Unit::MAX / 4;

/// Layers between which may not be cut, often a single one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Band {
    /// The first layer.
    pub layer: u32,
    /// First y of what stands in it or after it, last y of what stands in it or before it.
    pub start: Unit,
    pub end: Unit,
    /// First and last x of what stands in it.
    pub low: Unit,
    pub high: Unit,
    /// What a cut before it costs, and how many lines cross that.
    pub cost: u64,
    pub lines: u32,
}

impl Band {
    pub(super) fn empty(layer: u32) -> Self {
        Self { layer, start: FAR, end: 0, low: FAR, high: 0, cost: 0, lines: 0 }
    }

    fn join(&mut self, next: &Self) {
        self.end = self.end.max(next.end);
        (self.low, self.high) = (self.low.min(next.low), self.high.max(next.high));
    }
}

/// The places of one container where it can be cut: before each band but the first.
#[derive(Clone, Debug)]
pub(super) struct Bands(Vec<Band>);

impl Bands {
    /// From a container's layers; none where it cannot be cut. `single` allows a cut where one line crosses it and nowhere else.
    pub(super) fn of(mut layers: Vec<Band>, single: bool) -> Option<Self> {
        // The last layers may hold nothing but lines that turn.
        let empty = layers.iter().rev().take_while(|b| b.start == FAR).count();
        layers.truncate(layers.len() - empty);
        (1..layers.len()).rev().for_each(|k| layers[k - 1].start = layers[k - 1].start.min(layers[k].start));
        let mut end = layers.first()?.start;
        for band in &mut layers {
            end = end.max(band.end);
            band.end = end;
        }
        if single {
            layers = joined(&layers, |k| layers[k].lines == 1);
        }
        if layers.len() > PLACES {
            layers = joined(&layers, |k| cheapest_of_its_stretch(&layers, k));
        }
        (layers.len() > 1).then_some(Self(layers))
    }

    fn len(&self) -> usize {
        self.0.len()
    }

    /// The same when layers grow: by how much each of some does, in length and in breadth.
    pub(super) fn grown(&self, by: &[(u32, Unit, Unit)]) -> Self {
        let mut bands = self.clone();
        let mut shift = 0;
        let mut by = by.iter().peekable();
        for k in 0..bands.len() {
            bands.0[k].start += shift;
            let next = bands.0.get(k + 1).map_or(u32::MAX, |b| b.layer);
            while let Some(&(_, longer, broader)) = by.next_if(|b| b.0 < next) {
                shift += longer;
                bands.0[k].high += broader;
            }
            bands.0[k].end += shift;
        }
        bands
    }

    /// How long everything is without cuts.
    pub(super) fn whole(&self) -> Unit {
        self.length(0, self.len())
    }

    /// How long a row of these bands is.
    fn length(&self, from: usize, to: usize) -> Unit {
        self.0[to - 1].end - self.0[from].start
    }

    /// How many rows no longer than `most` hold everything.
    fn rows(&self, most: Unit) -> usize {
        let (mut count, mut from) = (1, 0);
        for to in 1..=self.len() {
            if to - from > 1 && self.length(from, to) > most {
                (count, from) = (count + 1, to - 1);
            }
        }
        count
    }

    /// The length of the longest row when it is as short as can be with so many rows.
    fn least_length(&self, rows: usize) -> Unit {
        let (mut low, mut high) = (0, self.length(0, self.len()));
        while low < high {
            let middle = (low + high) / 2;
            if self.rows(middle) <= rows { high = middle } else { low = middle + 1 }
        }
        low
    }

    /// The bands with which the second and later rows start, when no row is longer than `most`, where that can be.
    pub(super) fn cut(&self, most: Unit) -> Vec<usize> {
        let n = self.len();
        let longest = (0..n).map(|k| self.length(k, k + 1)).max().unwrap_or(0);
        let most = most.max(longest);
        let least = self.least_length(self.rows(most)).max(longest);
        let most = most.min(least + least / 4).max(1);
        // For each band the least cost of rows that end before it, and where the last of them starts.
        let mut best: Vec<(u64, usize)> = vec![(0, 0); n + 1];
        for to in 1..=n {
            let starts = (0..to).rev().take_while(|&from| from + 1 == to || self.length(from, to) <= most);
            let costs = starts.map(|from| {
                let room = (most - self.length(from, to)).max(0) as u64;
                let empty = room * room / (most as u64) * SHORT / (most as u64);
                let cut = if from == 0 { 0 } else { self.0[from].cost };
                (best[from].0 + cut + empty, from)
            });
            best[to] = costs.min().unwrap_or((0, 0));
        }
        let mut starts = Vec::new();
        let mut at = best[n].1;
        while at > 0 {
            starts.push(at);
            at = best[at].1;
        }
        starts.reverse();
        starts
    }

    /// What the lines across some cuts cost in all.
    pub(super) fn cost(&self, starts: &[usize]) -> u64 {
        starts.iter().map(|&s| self.0[s].cost).sum()
    }

    /// The layers with which bands start.
    pub(super) fn layers(&self, starts: &[usize]) -> Vec<u32> {
        starts.iter().map(|&s| self.0[s].layer).collect()
    }

    /// The length of the longest row, and the breadth of all of them, with the lines between them and where those turn.
    pub(super) fn extent(&self, starts: &[usize], space: &Space) -> (Unit, Unit) {
        let (mut long, mut broad, mut most) = (0, 0, 0);
        for (from, to) in [0].iter().chain(starts).copied().zip(starts.iter().copied().chain([self.len()])) {
            long = long.max(self.length(from, to));
            let low = self.0[from..to].iter().map(|b| b.low).min().unwrap_or(0);
            let high = self.0[from..to].iter().map(|b| b.high).max().unwrap_or(0);
            let widest = self.0[from..to].iter().map(|b| b.high - b.low).max().unwrap_or(0);
            broad += ((high - low).max(0) + widest.max(0)) / 2;
            if from > 0 {
                let lines = Unit::from(self.0[from].lines);
                broad += 2 * space.edge_node + (lines - 1).max(0) * space.edge;
                most = most.max(lines);
            }
        }
        // Each turn keeps its distance from the row and, on its way beside that, from its end.
        let turns = if most > 0 { 4 * space.edge_node + 2 * (most - 1) * space.edge } else { 0 };
        (long + turns, broad)
    }
}

/// Bands joined to the one before them where a cut is not `open`.
fn joined(bands: &[Band], open: impl Fn(usize) -> bool) -> Vec<Band> {
    let mut kept: Vec<Band> = Vec::new();
    for (k, band) in bands.iter().enumerate() {
        match kept.last_mut() {
            Some(last) if !open(k) => last.join(band),
            _ => kept.push(*band),
        }
    }
    kept
}

/// Whether a cut before a band is the first of the cheapest ones in its stretch of so many bands.
fn cheapest_of_its_stretch(bands: &[Band], k: usize) -> bool {
    let each = bands.len().div_ceil(PLACES);
    let from = k / each * each;
    let stretch = from..(from + each).min(bands.len());
    stretch.min_by_key(|&i| (bands[i].cost, i)) == Some(k)
}
